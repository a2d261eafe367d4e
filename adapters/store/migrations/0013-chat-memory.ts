import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** What adapters of chats must know again after a restart, and which process speaks where only one may. */
export async function chatMemory(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table, index } = tableMaker(db, engine);
  await table('chat_memory', 'chat text, key text, value text, expires_at int', 'chat, key');
  await index('chat_memory_by_end', 'chat_memory', 'expires_at');
  await table('lease', 'name text, owner text, until int', 'name');
}

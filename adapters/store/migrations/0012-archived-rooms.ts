import { sql, type Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import type { Engine } from './table-maker.ts';

/** Rooms of the built-in chat that can be read and not written any more. */
export async function archivedRooms(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const type = engine === 'postgres' ? 'smallint' : 'integer';
  await sql.raw(`alter table chat_room add column is_archived ${type} not null default 0`).execute(db);
}

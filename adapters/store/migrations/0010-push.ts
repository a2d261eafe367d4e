import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** The browsers that people have registered for push, and the keys by which push services know us. */
export async function push(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table, index } = tableMaker(db, engine);
  await table('push_device', 'id text, person text, sealed text, agent text, made_at int', 'id');
  await index('push_device_person', 'push_device', 'person');
  await table('push_key', 'name text, sealed text', 'name');
}

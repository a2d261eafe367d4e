import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** Which incident a conversation of a chat platform is the room of. */
export async function roomsOfIncidents(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table } = tableMaker(db, engine);
  await table('incident_room', 'adapter text, ref text, incident text', 'adapter, ref');
}

import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** The secret addresses at which calendars read who is on call, and what each has said. */
export async function feeds(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table } = tableMaker(db, engine);
  await table('feed', 'id text, hash text unique, kind text, name text, maker text?, made_at int, asked_at int?, said text', 'id');
}

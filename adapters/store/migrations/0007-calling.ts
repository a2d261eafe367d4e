import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { lift } from './lift.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** Whose turn it is at steps that call one of several, and what each person was called by lately. */
export async function calling(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table } = tableMaker(db, engine);
  await table('draw', 'id text, state text', 'id');
  await table('line', 'id text, state text', 'id');
  await lift(db, 'escalation', { waiting: null, nextAt: null, acked: null });
}

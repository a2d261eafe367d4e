import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** What changes by the hour in schedules: covers, stands and swaps. */
export async function rota(db: Kysely<Tables>, engine: Engine): Promise<void> {
  await tableMaker(db, engine).table('rota', 'id text, state text', 'id');
}

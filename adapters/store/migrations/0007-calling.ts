import { sql, type Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { lift } from './lift.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** Whose turn it is at steps that call one of several, what each person was called by lately, and what lets the auditor find at once who is called
 *  by nobody any more. */
export async function calling(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table, index } = tableMaker(db, engine);
  await table('draw', 'id text, state text', 'id');
  await table('line', 'id text, state text', 'id');
  await sql.raw(`alter table page add column next_at ${engine === 'postgres' ? 'bigint' : 'integer'}`).execute(db);
  await index('page_next', 'page', 'next_at', 'is_live = 1');
  await index('escalation_running', 'escalation', 'id', 'is_running = 1');
  await lift(db, 'escalation', { waiting: null, nextAt: null, acked: null });
}

import { sql, type Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** Alerts newest first, buttons that open a form, saved views. */
export async function alertsPage(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table, index } = tableMaker(db, engine);
  // Read backwards. The times of an alert that is only heard again are not in them, so that a repeat does not touch them.
  // One a state: an index with the state in it is taken for questions that another answers better.
  await index('signal_fired', 'signal', 'turned_at, fingerprint', 'state = 1');
  await index('signal_resolved', 'signal', 'turned_at, fingerprint', 'state = 0');
  // A group's, newest first, from the index alone.
  await sql.raw('drop index signal_group').execute(db);
  await index('signal_group', 'signal', 'group_id, state, turned_at, fingerprint');
  const type = engine === 'postgres' ? 'bigint' : 'integer';
  await sql.raw(`alter table action_token add column is_form ${type} not null default 0`).execute(db);
  await table('saved_view', 'id text, state text, owner text?, is_shared int, is_gone int', 'id');
}

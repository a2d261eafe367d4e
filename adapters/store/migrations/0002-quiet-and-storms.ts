import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { lift } from './lift.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** Who inhibits whom, and the storms. */
export async function quietAndStorms(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table, index } = tableMaker(db, engine);
  await table('inhibitor', 'fingerprint text, key text, two_sided int', 'fingerprint, key');
  await index('inhibitor_key', 'inhibitor', 'key');
  await table('storm', 'id text, state text', 'id');
  await lift(db, 'alert_group', { isShown: true, storm: null, overs: [], remarks: [], notedAt: null });
  await lift(db, 'incident', { storm: null });
}

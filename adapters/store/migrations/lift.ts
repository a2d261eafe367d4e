import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Gives states of before what they lack. */
export async function lift(db: Kysely<Tables>, kind: 'alert_group' | 'incident' | 'escalation', lacking: object): Promise<void> {
  for (const { id, state } of await db.selectFrom(kind).select(['id', 'state']).execute()) {
    const lifted = JSON.stringify({ ...lacking, ...(JSON.parse(state) as object) });
    await db.updateTable(kind).set({ state: lifted }).where('id', '=', id).execute();
  }
}

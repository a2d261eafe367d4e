import { sql } from 'kysely';
import type { Db } from './engine.ts';

const day = 86_400_000;
/** Milliseconds. Facts and audit are kept for good. */
export const keepingTimes = { events: 7 * day, effects: 7 * day, live: 2 * day, signals: 90 * day, sessions: 0, tokens: 0 };

/** Rows in one go: a prune must never hold up a page. */
const batch = 500;

/** Deletes a batch of what is past its time from each table; answers how many rows went in all. */
export async function prune(tx: Db, now: number, keep: typeof keepingTimes): Promise<number> {
  const gone = async (table: string, key: string, where: string): Promise<number> => {
    const rows =
      await sql`delete from ${sql.raw(table)} where ${sql.raw(key)} in (select ${sql.raw(key)} from ${sql.raw(table)} where ${sql.raw(where)} limit ${sql.raw(String(batch))}) returning 1`.execute(
        tx,
      );
    return rows.rows.length;
  };
  return (
    (await gone('event', 'seq', `status = 1 and at < ${now - keep.events}`)) +
    (await gone('effect', 'id', `status > 0 and at < ${now - keep.effects}`)) +
    (await gone('live', 'seq', `at < ${now - keep.live}`)) +
    (await gone('signal', 'fingerprint', `state = 0 and turned_at < ${now - keep.signals}`)) +
    (await gone('session', 'id_hash', `expires_at < ${now - keep.sessions}`)) +
    (await gone('action_token', 'token', `expires_at < ${now - keep.tokens}`))
  );
}

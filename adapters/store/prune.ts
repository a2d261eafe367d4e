import { sql } from 'kysely';
import type { Db } from './engine.ts';
import { pruneFiles } from './files.ts';

const day = 86_400_000;
/** Milliseconds. Facts and audit are kept for good. */
export const keepingTimes = {
  events: 7 * day,
  effects: 7 * day,
  live: 2 * day,
  signals: 90 * day,
  sessions: 0,
  tokens: 0,
  memory: 0,
  invites: 0,
  tries: day,
  looseFiles: day / 24,
};

/** Rows in one go: a prune must never hold up a page. */
const batch = 500;

/** Deletes a batch of what is past its time from each table; answers how many rows went in all. */
export async function prune(tx: Db, now: number, keep: typeof keepingTimes): Promise<number> {
  const gone = async (table: string, key: string, { where, before }: { where: string; before: number }): Promise<number> => {
    const [from, id] = [sql.raw(table), sql.raw(key)];
    const rows =
      await sql`delete from ${from} where ${id} in (select ${id} from ${from} where ${sql.raw(where)} < ${before} limit ${batch}) returning 1`.execute(
        tx,
      );
    return rows.rows.length;
  };
  return (
    (await gone('event', 'seq', { where: 'status = 1 and at', before: now - keep.events })) +
    (await gone('effect', 'id', { where: 'status > 0 and at', before: now - keep.effects })) +
    (await gone('live', 'seq', { where: 'at', before: now - keep.live })) +
    (await gone('signal', 'fingerprint', { where: 'state = 0 and turned_at', before: now - keep.signals })) +
    (await gone('session', 'id_hash', { where: 'expires_at', before: now - keep.sessions })) +
    (await gone('action_token', 'token', { where: 'expires_at', before: now - keep.tokens })) +
    (await gone('chat_memory', "chat || '/' || key", { where: 'expires_at', before: now - keep.memory })) +
    (await gone('invite', 'person', { where: 'expires_at', before: now - keep.invites })) +
    (await gone('login_try', 'key', { where: 'since', before: now - keep.tries })) +
    (await pruneFiles(tx, now - keep.looseFiles))
  );
}

import { sql } from 'kysely';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import type { SignalPlace, SignalQuery, StoreReader } from '../../ports/store.ts';
import type { Db } from './engine.ts';
import { signalOf } from './signal-rows.ts';

/** The signals of a group, those that came into it by a route that continues too. */
export const inGroup = (db: Db, group: string) =>
  db
    .selectFrom('signal')
    .where((w) =>
      w.or([
        w('group_id', '=', group),
        w('fingerprint', 'in', w.selectFrom('signal_also').select('fingerprint').where('group_id', '=', group)),
      ]),
    );

export function signalReads(db: Db): Pick<StoreReader, 'signals' | 'signal'> {
  return {
    async signals(query: SignalQuery) {
      if (query.order === 'newest') return newest(db, query);
      let q = (query.group ? inGroup(db, query.group) : db.selectFrom('signal')).selectAll().orderBy('fingerprint').limit(query.limit);
      // With its sign the state is asked of the row, so that the key gives the order; an index by time would mean to sort everything for each page.
      if (query.state) q = q.where(sql`+state`, '=', sql.lit(stateOf(query)));
      if (query.endsAfter !== undefined) q = q.where('ends_at', '>', query.endsAfter);
      if (query.after) q = q.where('fingerprint', '>', query.after);
      return (await q.execute()).map(signalOf);
    },
    async signal(fingerprint) {
      const row = await db.selectFrom('signal').selectAll().where('fingerprint', '=', fingerprint).executeTakeFirst();
      return row ? signalOf(row) : null;
    },
  };
}

const stateOf = ({ state }: SignalQuery): number => (state === 'resolved' ? 0 : 1);

/** A walk along one index, however many there are. A group's guests, from routes that continue, are a walk of their own. */
async function newest(db: Db, query: SignalQuery): Promise<StoredSignal[]> {
  const { group } = query;
  if (group === undefined) return (await walk(db, query).selectAll().execute()).map(signalOf);
  const own = await walk(db, query).selectAll().where('group_id', '=', group).execute();
  if (!(await guestsOf(db, group).limit(1).executeTakeFirst())) return own.map(signalOf);
  const guests = await walk(db, query).selectAll().where('fingerprint', 'in', guestsOf(db, group)).execute();
  return [...own, ...guests].map(signalOf).toSorted(byNewest).slice(0, query.limit);
}

function walk(db: Db, query: SignalQuery) {
  let q = db.selectFrom('signal').where('state', '=', sql.lit(stateOf(query)));
  q = q.orderBy('turned_at', 'desc').orderBy('fingerprint', 'desc').limit(query.limit);
  if (query.endsAfter !== undefined) q = q.where('ends_at', '>', query.endsAfter);
  if (query.before) q = q.where(sql<boolean>`(turned_at, fingerprint) < (${query.before.turnedAt}, ${query.before.fingerprint})`);
  return q;
}

export const guestsOf = (db: Db, group: string) => db.selectFrom('signal_also').select('fingerprint').where('group_id', '=', group);

const byNewest = (a: SignalPlace, b: SignalPlace): number => b.turnedAt - a.turnedAt || (a.fingerprint < b.fingerprint ? 1 : -1);

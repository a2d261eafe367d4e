import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import type { Key } from '../../domain/event/event.ts';
import type { Store, StoredTimer, StoreWriter } from '../../ports/store.ts';
import type { StoreContext } from './context.ts';
import type { Db, StoreEngine } from './engine.ts';
import { run } from './compiled.ts';
import { effectOf } from './effects.ts';
import { acceptIn, eventOf, waiting } from './events.ts';
import { effectStatus, nobody } from './lane-commit.ts';
import { signalOf } from './signal-rows.ts';
import type { Tables } from './tables.ts';

/** A younger event is surely still in the hands of who accepted it. */
const inHandMs = 1_000;

/** What an earlier life of this process, or another process, left to do. */
export function unfinishedReads({
  engine,
  owner,
  clock,
}: StoreContext): Pick<Store, 'unfinished' | 'strayEvents' | 'strayTimers' | 'lapsed'> {
  const db = engine.read;
  return {
    unfinished: () => leftBehind(engine, owner),
    async strayEvents() {
      const young = clock.now() - inHandMs;
      const rows = await db
        .selectFrom('event')
        .selectAll()
        .where('status', '=', sql.lit(waiting))
        .where('at', '<=', young)
        .orderBy('seq')
        .limit(1000)
        .execute();
      return rows.map(eventOf);
    },
    async strayTimers() {
      const rows = await db
        .selectFrom('timer')
        .selectAll()
        .where('at', '<=', clock.now() - inHandMs)
        .orderBy('at')
        .limit(1000)
        .execute();
      return rows.map(timerOf);
    },
    async lapsed(now, limit) {
      const rows = await db
        .selectFrom('signal')
        .selectAll()
        .where('state', '=', sql.lit(1))
        .where('ends_at', '<=', now)
        .orderBy('ends_at')
        .limit(limit)
        .execute();
      return rows.map(signalOf);
    },
  };
}

/** One process on SQLite takes back its own at once; on PostgreSQL the others' are taken when their lease ends. */
async function leftBehind({ read: db, kind }: StoreEngine, owner: string): ReturnType<Store['unfinished']> {
  const events = await db.selectFrom('event').selectAll().where('status', '=', sql.lit(waiting)).orderBy('seq').execute();
  const effects = await db.selectFrom('effect').selectAll().where('status', '=', sql.lit(effectStatus.open)).orderBy('next_at').execute();
  const timers = await db.selectFrom('timer').selectAll().orderBy('at').execute();
  const parked = await db
    .selectFrom('parked')
    .innerJoin('event', 'event.id', 'parked.event')
    .selectAll()
    .where('retry_at', 'is not', null)
    .execute();
  return {
    events: events.map(eventOf),
    effects: effects.filter((e) => kind === 'sqlite' || e.owner === owner).map((e) => effectOf(e, e.owner !== nobody)),
    timers: timers.map(timerOf),
    parked: parked.map((p) => ({ event: eventOf(p), listener: p.listener, attempts: p.attempts })),
  };
}

const timerOf = (r: Tables['timer']): StoredTimer => ({
  key: r.key as Key,
  name: r.name,
  at: r.at,
  event: JSON.parse(r.event) as StoredTimer['event'],
});

const timerDue = (db: Db, t: Omit<Tables['timer'], 'event'>) =>
  db.deleteFrom('timer').where('key', '=', t.key).where('name', '=', t.name).where('at', '=', t.at).returning('key');

/** A due timer goes and its event comes in one commit; one that was moved or taken meanwhile is left alone. */
export function timerWrites({ gather, dayOf, clock }: StoreContext): Pick<StoreWriter, 'fireTimers'> {
  return {
    fireTimers: (due) =>
      gather.add(async (tx) => {
        const fired = [];
        for (const t of due) {
          const gone = await run(tx, timerDue, { key: t.key, name: t.name, at: t.at });
          if (gone.rows.length === 0) continue;
          const id = randomUUID();
          fired.push({
            id,
            type: t.event.type,
            v: 1,
            key: t.key,
            at: clock.now(),
            by: 'tocsin' as const,
            via: 'timer',
            data: t.event.data,
          });
        }
        const accepted = await acceptIn(tx, fired, dayOf);
        return accepted.flatMap((a) => (a.event ? [a.event] : []));
      }),
  };
}

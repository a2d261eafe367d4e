import { sql, type RawBuilder } from 'kysely';
import type { Kind } from '../../domain/resource/kinds.ts';
import type { EffectState, ProcessNote, ProcessStats, Queue, ResourceVersion, Upkeep } from '../../ports/upkeep.ts';
import { auditReads } from './audit-reads.ts';
import { databaseState } from './database-state.ts';
import type { Db, StoreEngine } from './engine.ts';
import { waiting } from './events.ts';
import type { Gather } from './gather.ts';
import { effectStatus } from './lane-commit.ts';
import { unwatched } from './unwatched.ts';

/** The questions of those who run Tocsin, the same on both engines. */
export function upkeepOn(engine: StoreEngine, gather: Gather): Upkeep {
  const db = engine.read;
  return {
    database: () => databaseState(engine),
    integrity: () => engine.integrity(),
    async doors() {
      const rows = await db.selectFrom('seen').selectAll().execute();
      return Object.fromEntries(
        rows.map((r) => [r.integration, { at: r.at || null, failedAt: r.failed_at, failedStatus: r.failed_status }]),
      );
    },
    unwatched: (now) => unwatched(db, now),
    ...waitingReads(db),
    ...auditReads(db),
    ...versionReads(db),
    ...processNotes(db, gather),
  };
}

function waitingReads(db: Db): Pick<Upkeep, 'waiting' | 'effectsOf'> {
  return {
    async waiting(now) {
      const [events, effects, timers, parked] = await Promise.all([
        queue(db, sql`event where status = ${sql.lit(waiting)}`),
        queue(db, sql`effect where status = ${sql.lit(effectStatus.open)}`),
        queue(db, sql`timer where at <= ${now}`),
        queue(db, sql`parked join event on event.id = parked.event where retry_at is not null`),
      ]);
      const { count: givenUp } = await queue(db, sql`parked join event on event.id = parked.event where retry_at is null`);
      return { events, effects, timers, parked: { ...parked, givenUp } };
    },
    async effectsOf(event) {
      const rows = await db
        .selectFrom('effect')
        .select(['id', 'status', 'attempts', 'error'])
        .where('id', '>=', `${event}/`)
        .where('id', '<', `${event}0`)
        .orderBy('id')
        .execute();
      return rows.map(({ status, ...row }) => ({ ...row, state: stateOf(status) }));
    },
  };
}

/** Counts what stands behind `from`; all these tables have an `at`. */
async function queue(db: Db, from: RawBuilder<unknown>): Promise<Queue> {
  const { rows } = await sql<Queue>`select count(*) as "count", min(at) as "oldestAt" from ${from}`.execute(db);
  return rows[0] ?? { count: 0, oldestAt: null };
}

const stateOf = (status: number): EffectState['state'] =>
  (Object.keys(effectStatus) as EffectState['state'][]).find((state) => effectStatus[state] === status) ?? 'open';

function versionReads(db: Db): Pick<Upkeep, 'versions'> {
  return {
    async versions({ of, limit }) {
      let q = db.selectFrom('resource').selectAll().orderBy('at', 'desc').orderBy('kind').orderBy('name').orderBy('version', 'desc');
      if (of) q = q.where('kind', '=', of.kind).where('name', '=', of.name);
      return (await q.limit(limit).execute()).map((r): ResourceVersion => ({
        kind: r.kind as Kind,
        name: r.name,
        version: r.version,
        spec: JSON.parse(r.spec) as unknown,
        at: r.at,
        gone: r.gone === 1,
        origin: r.file === null ? null : { file: r.file, line: r.line ?? 1 },
      }));
    },
  };
}

/** Longer silent, a process is gone and forgotten. */
const forgottenMs = 86_400_000;

function processNotes(db: Db, gather: Gather): Pick<Upkeep, 'noteProcess' | 'processes'> {
  return {
    noteProcess: ({ stats, ...note }) =>
      gather.add(async (tx) => {
        const row = { ...note, stats: JSON.stringify(stats) };
        await tx
          .insertInto('process')
          .values(row)
          .onConflict((c) => c.column('id').doUpdateSet({ at: row.at, stats: row.stats }))
          .execute();
        await tx
          .deleteFrom('process')
          .where('at', '<', note.at - forgottenMs)
          .execute();
      }),
    async processes(since) {
      const rows = await db.selectFrom('process').selectAll().where('at', '>', since).orderBy('id').execute();
      return rows.map((r): ProcessNote => ({ ...r, stats: JSON.parse(r.stats) as ProcessStats }));
    },
  };
}

import { Kysely, PostgresDialect, sql, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import { signalColumns, signalOf, signalRow, type SignalRow } from './signal-rows.ts';
import { StoreAway } from '../../ports/errors.ts';
import type { Db, StoreEngine } from './engine.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

const int8 = 20;
/** Counts and times come as int8; all of ours are below 2^53. */
const types = { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === int8 ? Number : pg.types.getTypeParser(oid, format)) };

/** serialization_failure, deadlock_detected. */
const deadlocks: ReadonlySet<unknown> = new Set(['40001', '40P01']);

/** PostgreSQL 15 or newer, several processes. Queries end after 5 s so that a half-open connection cannot hold the road. */
export function openPostgres(url: string): StoreEngine {
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    types,
    query_timeout: 5_000,
    connectionTimeoutMillis: 5_000,
    application_name: 'tocsin',
  });
  // A connection that the server closes must not end the process, be it idle, in use or being given up; the next query makes a new one.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  const db: Db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: cleaning(pool) }) });
  return {
    kind: 'postgres',
    read: db,
    commit: (work) => db.transaction().execute((tx) => work(tx)),
    savepoint,
    isBlocked: (e) => deadlocks.has((e as { code?: unknown } | null)?.code),
    signalsBy,
    putSignals,
    touchSignals,
    integrity: async () => null,
    async orderCommits(tx) {
      await sql`select pg_advisory_xact_lock(7464)`.execute(tx);
    },
    claimLane: (key, owner, holdMs) => claimLane(db, key, owner, holdMs),
    releaseLane,
    async close() {
      await db.destroy();
    },
  };
}

async function savepoint<T>(tx: Db, work: () => Promise<T>): Promise<T> {
  await sql`savepoint piece`.execute(tx);
  try {
    const value = await work();
    await sql`release savepoint piece`.execute(tx);
    return value;
  } catch (e) {
    await sql`rollback to savepoint piece`.execute(tx);
    throw e;
  }
}

const away = (error: Error): never => {
  throw new StoreAway(error);
};

/** Not an answer of the database but the lack of one, or its word that it is stopping (SQLSTATE 57P..). */
const isAway = (error: Error): boolean => !(error instanceof pg.DatabaseError) || error.code?.startsWith('57P') === true;

/** Hands out the pool's connections; what goes over them can be stored. One that breaks in use, or leaves a query hanging, is not handed out again. */
function cleaning(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect().catch(away);
      let broken: Error | undefined;
      const breaks = (error: Error): void => void (broken = error);
      client.on('error', breaks);
      const query = async (text: string, values: readonly unknown[]): Promise<unknown> =>
        client.query(text, values.map(storable)).catch((error: Error) => {
          if (!isAway(error)) throw error;
          breaks(error);
          return away(error);
        });
      const release = (): void => {
        client.off('error', breaks);
        client.release(broken);
      };
      return { query: query as unknown as PostgresPoolClient['query'], release };
    },
    end: () => pool.end(),
  };
}

async function signalsBy(tx: Db, fingerprints: readonly string[]) {
  const rows = await sql<SignalRow>`select * from signal where fingerprint = any(${fingerprints}) order by fingerprint for update`.execute(
    tx,
  );
  return rows.rows.map(signalOf);
}

/** Every process takes rows in the same order, so that two of them wait for each other in one direction only. */
const byFingerprint = (a: StoredSignal, b: StoredSignal): number => (a.fingerprint < b.fingerprint ? -1 : 1);

async function putSignals(tx: Db, rows: Parameters<StoreEngine['putSignals']>[1]): Promise<void> {
  const columns = sql.raw(signalColumns.join(', '));
  const shape = sql.raw(signalColumns.map((c) => `${c} ${/_at$|^state$|by_timeout/u.test(c) ? 'bigint' : 'text'}`).join(', '));
  const updates = sql.raw(
    signalColumns
      .filter((c) => c !== 'fingerprint')
      .map((c) => `${c} = excluded.${c}`)
      .join(', '),
  );
  const ordered = rows.toSorted(byFingerprint);
  for (let from = 0; from < ordered.length; from += 500) {
    const some = ordered.slice(from, from + 500);
    const text = JSON.stringify(some.map(signalRow));
    await sql`insert into signal (${columns}) select ${columns} from json_to_recordset(${text}::json) as r(${shape})
      on conflict (fingerprint) do update set ${updates}`.execute(tx);
    const also = some.flatMap((s) => s.also.map((group_id) => ({ group_id, fingerprint: s.fingerprint })));
    if (also.length > 0)
      await tx
        .insertInto('signal_also')
        .values(also)
        .onConflict((c) => c.doNothing())
        .execute();
  }
}

async function touchSignals(tx: Db, rows: Parameters<StoreEngine['touchSignals']>[1]): Promise<void> {
  for (let from = 0; from < rows.length; from += 500) {
    const text = JSON.stringify(
      rows.slice(from, from + 500).map((s) => ({ f: s.fingerprint, s: s.startsAt, e: s.endsAt, b: s.byTimeout ? 1 : 0, u: s.updatedAt })),
    );
    await sql`update signal set starts_at = r.s, ends_at = r.e, by_timeout = r.b, updated_at = r.u
      from json_to_recordset(${text}::json) as r(f text, s bigint, e bigint, b bigint, u bigint) where fingerprint = r.f`.execute(tx);
  }
}

/** The database's clock decides whether a lane's holder is gone; each new holder gets a higher fence. */
async function claimLane(db: Db, key: string, owner: string, holdMs: number): Promise<number | null> {
  const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
  const row = await sql<{ fence: number }>`
    insert into lane (key, owner, until, fence) values (${key}, ${owner}, ${now} + ${holdMs}::bigint, 1)
    on conflict (key) do update set owner = excluded.owner, until = excluded.until, fence = lane.fence + 1
    where lane.owner = excluded.owner or lane.until < ${now}
    returning fence`.execute(db);
  return row.rows[0]?.fence ?? null;
}

async function releaseLane(tx: Db, key: string, fence: number): Promise<boolean> {
  const row = await sql`update lane set until = 0 where key = ${key} and fence = ${fence} returning key`.execute(tx);
  return row.rows.length > 0;
}

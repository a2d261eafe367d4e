import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { signalColumns, signalOf, signalRow, type SignalRow } from './signal-rows.ts';
import type { Db, StoreEngine } from './engine.ts';
import { faultsIn } from './integrity.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

/** The embedded engine: one file, WAL, every commit synced to disk. One process at a time. */
export function openSqlite(file: string): StoreEngine {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const release = lockFile(file);
  try {
    return engineOn(file, release);
  } catch (e) {
    release();
    throw e;
  }
}

function engineOn(file: string, release: () => void): StoreEngine {
  const raw = connect(file);
  const reader = connect(file);
  // What is written at random, the index of fingerprints, wants memory more than what is read.
  raw.exec('pragma cache_size = -32000');
  reader.exec('pragma query_only = on; pragma cache_size = -16000');
  const write: Db = kyselyOn(raw);
  const read: Db = kyselyOn(reader);
  const hot = hotStatements(raw);
  return {
    kind: 'sqlite',
    read,
    ...transactions(raw, write),
    ...hot,
    isBlocked: () => false,
    integrity: () => faultsIn(file),
    orderCommits: async () => {},
    claimLane: async () => 0,
    releaseLane: async () => true,
    async close() {
      await write.destroy();
      await read.destroy();
      release();
    },
  };
}

function transactions(raw: DatabaseSync, write: Db): Pick<StoreEngine, 'commit' | 'savepoint'> {
  const begin = raw.prepare('begin immediate');
  const end = raw.prepare('commit');
  const mark = raw.prepare('savepoint piece');
  const release = raw.prepare('release piece');
  return {
    async commit(work) {
      begin.run();
      try {
        const value = await work(write);
        end.run();
        return value;
      } catch (e) {
        if (raw.isTransaction) raw.exec('rollback');
        throw e;
      }
    },
    async savepoint(_tx, work) {
      mark.run();
      try {
        const value = await work();
        release.run();
        return value;
      } catch (e) {
        raw.exec('rollback to piece; release piece');
        throw e;
      }
    },
  };
}

/** Pages of 8 KiB hold ten alerts each: a third fewer writes in a storm than the usual 4 KiB. Only a new file takes the size. The log is written
 *  back after 48,000 pages (384 MB on disk at most): the index of a million fingerprints is written all over, and each page of it only once then. */
function connect(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5_000 });
  db.exec(
    'pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory; pragma wal_autocheckpoint = 48000',
  );
  return db;
}

/** Kysely over node:sqlite: it wants better-sqlite3's shape. Statements are cached by their text. */
function kyselyOn(db: DatabaseSync): Db {
  const shaped = (s: StatementSync) => ({
    reader: s.columns().length > 0,
    all: (args: readonly unknown[]) => s.all(...(args.map(storable) as SQLInputValue[])),
    run: (args: readonly unknown[]) => s.run(...(args.map(storable) as SQLInputValue[])),
    iterate: (args: readonly unknown[]) => s.iterate(...(args.map(storable) as SQLInputValue[])),
  });
  const cache = new Map<string, ReturnType<typeof shaped>>();
  const prepare = (sql: string) => {
    let statement = cache.get(sql);
    if (!statement) cache.set(sql, (statement = shaped(db.prepare(sql))));
    return statement;
  };
  const database = { prepare, close: () => db.close() } as unknown as SqliteDatabase;
  return Object.assign(new Kysely<Tables>({ dialect: new SqliteDialect({ database }) }), { compiled: new Map() });
}

/** Prepared at first use: the tables come with the first migration. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function hotStatements(raw: DatabaseSync): Pick<StoreEngine, 'signalsBy' | 'putSignals' | 'touchSignals'> {
  const updates = signalColumns.filter((c) => c !== 'fingerprint').map((c) => `${c} = excluded.${c}`);
  const one = once(() => raw.prepare('select * from signal where fingerprint = ?'));
  const put = once(() =>
    raw.prepare(`insert into signal (${signalColumns.join(', ')}) values (${signalColumns.map(() => '?').join(', ')})
    on conflict (fingerprint) do update set ${updates.join(', ')}`),
  );
  const also = once(() => raw.prepare('insert into signal_also (group_id, fingerprint) values (?, ?) on conflict do nothing'));
  const touch = once(() =>
    raw.prepare('update signal set starts_at = ?, ends_at = ?, by_timeout = ?, updated_at = ? where fingerprint = ?'),
  );
  return {
    async signalsBy(_tx, fingerprints) {
      return fingerprints.toSorted().flatMap((f) => {
        const row = one().get(f) as unknown as SignalRow | undefined;
        return row ? [signalOf(row)] : [];
      });
    },
    async touchSignals(_tx, rows) {
      for (const s of rows) touch().run(s.startsAt, s.endsAt, s.byTimeout ? 1 : 0, s.updatedAt, s.fingerprint);
    },
    async putSignals(_tx, rows) {
      // In the order of the key, so that each page of its index is visited once a commit.
      for (const s of rows.toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))) {
        const r = signalRow(s);
        put().run(...signalColumns.map((c) => r[c]));
        for (const group of s.also) also().run(group, s.fingerprint);
      }
    },
  };
}

/** SQLITE_BUSY: another connection has it. */
const sqliteBusy = 5;

/** An exclusive lock that the operating system gives back even after kill -9. The holder's id stands beside it for the message only. */
export function lockFile(database: string): () => void {
  const path = `${database}.lock`;
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive; create table if not exists held (at text); commit; begin exclusive');
  } catch (e) {
    lock.close();
    if ((e as { errcode?: number }).errcode !== sqliteBusy) throw e;
    throw new DatabaseHeld(database, existsSync(`${path}.pid`) ? readFileSync(`${path}.pid`, 'utf8').trim() : 'unknown');
  }
  writeFileSync(`${path}.pid`, `${process.pid}\n`);
  return () => {
    rmSync(`${path}.pid`, { force: true });
    lock.close();
  };
}

/** A second process on one SQLite file. */
export class DatabaseHeld extends Error {
  constructor(file: string, pid: string) {
    super(
      `store: ${file} is in use by process ${pid}. One SQLite file serves one Tocsin: stop that process, or set TOCSIN_DATA to another folder, or set DATABASE_URL to run several on PostgreSQL.`,
    );
    this.name = 'DatabaseHeld';
  }
}

import { statSync } from 'node:fs';
import { sql } from 'kysely';
import type { DatabaseState } from '../../ports/upkeep.ts';
import type { Db, StoreEngine } from './engine.ts';

type Read = Omit<DatabaseState, 'answeredMs' | 'engine' | 'migrations'>;

/** Asks the database how it is. */
export async function databaseState({ kind, read: db }: StoreEngine): Promise<DatabaseState> {
  const began = performance.now();
  const read = kind === 'sqlite' ? await sqlite(db) : await postgres(db);
  const answeredMs = performance.now() - began;
  const rows = await sql<{ name: string }>`select name from migration order by name`.execute(db);
  return { engine: kind, ...read, answeredMs, migrations: rows.rows.map((r) => r.name) };
}

async function sqlite(db: Db): Promise<Read> {
  const { rows } = await sql<{ version: string; bytes: number; file: string }>`select sqlite_version() as version,
    (select page_count from pragma_page_count) * (select page_size from pragma_page_size) as bytes,
    (select file from pragma_database_list where name = 'main') as file`.execute(db);
  const { version = '', bytes = 0, file = '' } = rows[0] ?? {};
  // It is in this very process and has no clock but ours.
  return { version, bytes, clockAt: Date.now(), logBytes: statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0 };
}

async function postgres(db: Db): Promise<Read> {
  const { rows } = await sql<{ version: string; bytes: number; now: number }>`select current_setting('server_version') as version,
    pg_database_size(current_database()) as bytes, (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db);
  const { version = '', bytes = 0, now = 0 } = rows[0] ?? {};
  return { version, bytes, clockAt: now, logBytes: null };
}

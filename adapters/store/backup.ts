import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockFile } from './sqlite.ts';

/** Writes a copy of the database as it is at one moment, while others write to it; answers its size in bytes. The file appears whole or not at
 *  all. Throws when it is there already, or when the copy is not whole. */
export function backUp(database: string, file: string): number {
  if (!existsSync(database)) throw new Error(`there is no database at ${database}. Set TOCSIN_DATA to the folder with the data.`);
  if (existsSync(file)) throw new Error(`${file} is there already. Name another, or delete it first.`);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  try {
    const db = new DatabaseSync(database, { timeout: 5_000 });
    db.prepare('vacuum into ?').run(part);
    db.close();
    // It holds what only Tocsin may read.
    chmodSync(part, 0o600);
    mustBeWhole(part);
    sync(part);
    renameSync(part, file);
    sync(dirname(file));
  } catch (e) {
    rmSync(part, { force: true });
    throw e;
  }
  return statSync(file).size;
}

/** Puts a backup in the place of the database; what was there stays beside it under another name. Throws while a process has the database, and
 *  for what is no whole database of a Tocsin that knows no more than `known` migrations. Killed at any moment, either the old or the new is there. */
export function restore(database: string, file: string, known: readonly string[]): { aside: string | null } {
  if (!existsSync(file)) throw new Error(`there is no file ${file}.`);
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 });
  const release = lockFile(database);
  try {
    mustBeWhole(file);
    mustBeKnown(file, known);
    const part = `${database}.part`;
    copyFileSync(file, part);
    chmodSync(part, 0o600);
    sync(part);
    const aside = existsSync(database) ? putAside(database) : null;
    renameSync(part, database);
    sync(dirname(database));
    return { aside };
  } finally {
    release();
  }
}

/** Gives the database a second name. Its log is written back first: left behind, it would be taken for the new one's. */
function putAside(database: string): string {
  const aside = `${database}.before-${new Date().toISOString().replaceAll(/[:.]/gu, '-')}`;
  try {
    const db = new DatabaseSync(database, { timeout: 5_000 });
    db.exec('pragma wal_checkpoint(truncate)');
    db.close();
  } catch {
    // It is damaged, which may be why it is being replaced; then its log goes aside with it.
  }
  linkSync(database, aside);
  for (const end of ['-wal', '-shm']) if (existsSync(database + end)) renameSync(database + end, aside + end);
  return aside;
}

function mustBeWhole(file: string): void {
  const faults = faultsOf(file);
  if (faults.length > 0) throw new Error(`${file} is not a whole database: ${faults.join('; ')}`);
}

function faultsOf(file: string): string[] {
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    const rows = db.prepare('pragma integrity_check(5)').all() as { integrity_check: string }[];
    db.close();
    return rows.map((r) => r.integrity_check).filter((text) => text !== 'ok');
  } catch (e) {
    return [(e as Error).message];
  }
}

function mustBeKnown(file: string, known: readonly string[]): void {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const isOurs = db.prepare("select 1 from sqlite_master where type = 'table' and name = 'migration'").get();
    if (!isOurs) throw new Error(`${file} is a database, but not Tocsin's. Name what \`tocsin backup\` has written.`);
    const names = (db.prepare('select name from migration').all() as { name: string }[]).map(({ name }) => name);
    const newer = names.find((name) => !known.includes(name));
    if (newer) throw new Error(`${file} comes from a newer Tocsin (${newer}). Restore it with that version.`);
  } finally {
    db.close();
  }
}

/** On disk, not only on its way there. */
function sync(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

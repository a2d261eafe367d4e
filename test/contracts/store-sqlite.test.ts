import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../adapters/store/store.ts';
import { DatabaseHeld, openSqlite } from '../../adapters/store/sqlite.ts';
import { startChild } from '../harness/child.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { until } from '../harness/until.ts';
import { dayOf, seal } from './some-events.ts';
import { t0, type Database } from './store-bench.ts';
import { storeContract } from './store.contract.ts';

storeContract(async (): Promise<Database> => {
  const folder = tempFolder('sqlite');
  return {
    open: (clock) => openStore(openSqlite(join(folder.path, 'tocsin.db')), { clock, dayOf, seal }),
    drop: async () => folder.remove(),
  };
});

describe('one file serves one process', () => {
  const open = (file: string) => openStore(openSqlite(file), { clock: new HandClock(t0), dayOf, seal });

  test('a second opening is refused with a sentence that says who has it and what to do', async () => {
    const folder = tempFolder('sqlite');
    const file = join(folder.path, 'tocsin.db');
    const store = await open(file);
    expect(() => openSqlite(file)).toThrow(DatabaseHeld);
    expect(() => openSqlite(file)).toThrow(
      `store: ${file} is in use by process ${process.pid}. One SQLite file serves one Tocsin: stop that process, or set TOCSIN_DATA to another folder, or set DATABASE_URL to run several on PostgreSQL.`,
    );
    await store.close();
    await (await open(file)).close();
    folder.remove();
  });

  test('another process is refused as long as the first lives, and let in after kill -9', async () => {
    const folder = tempFolder('sqlite');
    const file = join(folder.path, 'tocsin.db');
    const holder = startChild(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, 'hold-a-database.ts'),
      file,
    ]);
    await until(() => holder.output().includes('held'), {
      what: 'the other process to hold the file',
      everyMs: 10,
      context: holder.output,
    });
    expect(() => openSqlite(file)).toThrow(`is in use by process ${holder.pid}.`);
    await holder.stop('SIGKILL');
    expect(existsSync(`${file}.lock.pid`)).toBe(true);
    const store = await open(file);
    expect(await store.actionToken('kept')).toMatchObject({ skill: 'oncall/who' });
    await store.close();
    folder.remove();
  });

  test('a lock file that is broken is not said to be held', () => {
    const folder = tempFolder('sqlite');
    const file = join(folder.path, 'tocsin.db');
    writeFileSync(`${file}.lock`, 'no database '.repeat(1_000));
    expect(() => openSqlite(file)).toThrow('file is not a database');
    folder.remove();
  });
});

test('a database that a newer version has changed is refused with a sentence', async () => {
  const folder = tempFolder('sqlite');
  const file = join(folder.path, 'tocsin.db');
  await (await openStore(openSqlite(file), { clock: new HandClock(t0), dayOf, seal })).close();
  const { DatabaseSync } = await import('node:sqlite');
  const raw = new DatabaseSync(file);
  raw.exec(`insert into migration values ('9999-the-future', 'then')`);
  raw.close();
  await expect(openStore(openSqlite(file), { clock: new HandClock(t0), dayOf, seal })).rejects.toThrow(
    'the database holds migration 9999-the-future, which this Tocsin does not know.',
  );
  folder.remove();
});

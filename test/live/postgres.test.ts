import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, startPostgres, type Postgres } from '../harness/postgres.ts';

let postgres: Postgres;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>({ text })).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

test('it is at least version 15, durable and for this machine only', async () => {
  expect(Number((await ask(postgres.url, 'show server_version_num'))[0])).toBeGreaterThanOrEqual(150_000);
  expect(await ask(postgres.url, 'show fsync')).toEqual(['on']);
  expect(await ask(postgres.url, 'show listen_addresses')).toEqual(['127.0.0.1']);
});

test('each suite has a database of its own', async () => {
  const [one, other] = await Promise.all([freshDatabase(postgres), freshDatabase(postgres)]);
  await ask(one, 'create table note (text text)');
  await expect(ask(other, 'select * from note')).rejects.toThrow('does not exist');
});

test('what was committed survives a kill', async () => {
  const url = await freshDatabase(postgres);
  await ask(url, 'create table note (text text)');
  await ask(url, `insert into note values ('kept')`);
  await postgres.kill();
  await expect(ask(url, 'select 1')).rejects.toThrow();
  await postgres.restart();
  expect(await ask(url, 'select text from note')).toEqual(['kept']);
});

import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoreEngine } from '../../adapters/store/engine.ts';
import { Life } from '../harness/life.ts';
import { freshDatabase, startPostgres, type Postgres } from '../harness/postgres.ts';
import { until } from '../harness/until.ts';

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

test("a life of Tocsin that ends takes its own sessions with it and no other life's", async () => {
  const databaseUrl = await freshDatabase(postgres);
  await ask(databaseUrl, 'create table note (text text)');
  const [one, other] = [new Life(), new Life()];
  const [dying, living] = [one, other].map((life) => life.engine({ databaseUrl })) as [StoreEngine, StoreEngine];
  const inAll = () => ask(databaseUrl, `select count(*) from pg_stat_activity where application_name like 'life-%'`);
  await sql`select 1`.execute(dying.read);
  await living.commit(async (tx) => {
    await sql`insert into note values ('half done')`.execute(tx);
    expect(await inAll()).toEqual(['2']);
    one.kill();
    await one.bury();
    await until(async () => (await inAll())[0] === '1', { what: 'the sessions of the dead to end' });
    await sql`insert into note values ('done')`.execute(tx);
  });
  expect(await ask(databaseUrl, 'select text from note')).toEqual(['half done', 'done']);
  await other.bury();
});

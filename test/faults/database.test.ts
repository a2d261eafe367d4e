import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, startPostgres, type Postgres } from '../harness/postgres.ts';
import { hours, minutes, seconds, world } from '../harness/world.ts';
import { anaThenBoDeclaring } from '../scenarios/firm.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres({ isForgetful: true });
});
afterAll(() => postgres.stop());

const down = { alertname: 'Down' };
const post = { body: [{ labels: { alertname: 'Other' } }] };

test(
  'while the database is gone alerts are answered 503 and never 4xx; when it is back, what was due is done once',
  { timeout: 60_000 },
  async () => {
    const w = await world(anaThenBoDeclaring, { databaseUrl: await freshDatabase(postgres), mayFail: true });
    await w.signal(down);
    await w.paged('ana');
    await postgres.kill();
    const hook = await w.request('POST', '/api/v2/alerts', post);
    expect(hook.status).toBe(503);
    expect((await w.request('GET', '/readyz')).status).toBe(503);
    expect((await w.request('GET', '/healthz')).status).toBe(200);
    expect((await w.request('POST', '/api/v1/skills/incident/declare', { body: { title: 'a' } })).status).toBe(503);
    await w.passes(minutes(6));
    await postgres.restart();
    await w.passes(seconds(5));
    await w.paged('ana', 'bo');
    expect((await w.request('POST', '/api/v2/alerts', post)).status).toBe(200);
    await w.settles();
    expect(await w.incidents()).toHaveLength(2);
    expect((await w.pages()).map((p) => p.id).filter((id) => id.startsWith('INC-20261123-001'))).toEqual([
      'INC-20261123-001.0.0.ana',
      'INC-20261123-001.0.1.bo',
    ]);
  },
);

test('a database that goes away in the middle of things takes nothing with it', { timeout: 60_000 }, async () => {
  const w = await world(anaThenBoDeclaring, { databaseUrl: await freshDatabase(postgres), mayFail: true });
  const asked = w.request('POST', '/api/v2/alerts', { body: [{ labels: down, endsAt: new Date(w.now + hours(9)).toISOString() }] });
  await postgres.kill();
  const { status } = await asked;
  expect([200, 503]).toContain(status);
  await postgres.restart();
  await w.passes(seconds(40));
  if (status === 503) await w.signal(down);
  await w.passes(seconds(40));
  await w.paged('ana');
  expect(await w.incidents()).toHaveLength(1);
  expect(await w.incident('1')).toMatchObject({ rooms: [{ state: 'open' }] });
});

test('the server restarts in an orderly way, closing every connection, and nobody notices', { timeout: 60_000 }, async () => {
  const w = await world(anaThenBoDeclaring, { databaseUrl: await freshDatabase(postgres), mayFail: true });
  await w.signal(down);
  await postgres.restart();
  await w.passes(minutes(5));
  await w.paged('ana', 'bo');
});

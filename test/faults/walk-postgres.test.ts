import { sql } from 'kysely';
import { afterAll, beforeAll, test } from 'vitest';
import { openPostgres } from '../../adapters/store/postgres.ts';
import { chosenFrom } from '../harness/dice.ts';
import { freshDatabase, startPostgres, type Postgres } from '../harness/postgres.ts';
import { callsOn, undisturbedCalling } from './calling-story.ts';
import { slackStory } from './slack-story.ts';
import { storms } from './storm-story.ts';
import { allOf, undisturbed, walks } from './story.ts';
import { wecomStory } from './wecom-story.ts';

/** So many runs go beside each other: each waits most of its time for the server. */
const lanes = 3;
let postgres: Postgres;
let databases: string[];
beforeAll(async () => {
  // Here Tocsin dies and never the machine.
  postgres = await startPostgres({ isForgetful: true });
  databases = await Promise.all(Array.from({ length: lanes }, () => freshDatabase(postgres)));
});
afterAll(async () => {
  // An orderly stop would first bring to disk what nobody needs.
  await postgres.kill();
  await postgres.stop();
});

/** The same database as new: quicker than another one. */
async function emptied(lane: number): Promise<{ databaseUrl: string }> {
  const databaseUrl = databases[lane] ?? '';
  const { read: db, close } = openPostgres(databaseUrl);
  const tables = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = 'public' and tablename <> 'migration'`.execute(db);
  if (tables.rows.length > 0) await sql.raw(`truncate ${tables.rows.map((r) => r.name).join(', ')}`).execute(db);
  await close();
  return { databaseUrl };
}

test(
  'killed after any of its lasting effects and started again, an incident goes on as if nothing had been: PostgreSQL',
  { timeout: 180_000 },
  async () => {
    const { expected, count } = await undisturbed(await emptied(0));
    await allOf(count, async (n, lane) => walks([{ dieAfter: n }], expected, await emptied(lane)), lanes);
  },
);

test('when the answer of an effect is lost and life goes on, nothing is lost or done twice: PostgreSQL', { timeout: 180_000 }, async () => {
  const { expected, count } = await undisturbed(await emptied(0));
  await allOf(chosenFrom(count, 15), async (n, lane) => walks([{ loseAnswerOf: n }], expected, await emptied(lane)), lanes);
});

test('a storm abandoned anywhere loses no group and is never two: PostgreSQL', { timeout: 180_000 }, async () => {
  const count = await storms([], await emptied(0));
  await allOf(chosenFrom(count, 12), async (n, lane) => void (await storms([{ dieAfter: n }], await emptied(lane))), lanes);
});

test(
  'killed in any state of an escalation and started again, no step is lost, none is decided twice, no call is made twice: PostgreSQL',
  { timeout: 240_000 },
  async () => {
    const { expected, count } = await undisturbedCalling(await emptied(0));
    await allOf(chosenFrom(count, 40), async (n, lane) => callsOn([{ dieAfter: n }], expected, await emptied(lane)), lanes);
  },
);

test('a room in Slack, killed anywhere, is one and complete: PostgreSQL', { timeout: 240_000 }, async () => {
  const { expected, count } = await slackStory([], null, await emptied(0));
  await allOf(chosenFrom(count, 30), async (n, lane) => void (await slackStory([{ dieAfter: n }], expected, await emptied(lane))), lanes);
});

test('a room in WeCom, killed anywhere, is one and complete: PostgreSQL', { timeout: 240_000 }, async () => {
  const { expected, effects } = await wecomStory([], null, await emptied(0));
  const chosen = chosenFrom(effects.length, 20);
  await allOf(chosen, async (n, lane) => void (await wecomStory([{ dieAfter: n }], expected, await emptied(lane))), lanes);
});

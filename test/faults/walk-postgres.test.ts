import { sql } from 'kysely';
import { afterAll, beforeAll, test } from 'vitest';
import { openPostgres } from '../../adapters/store/postgres.ts';
import { chosenFrom } from '../harness/dice.ts';
import { freshDatabase, query, startPostgres, type Postgres } from '../harness/postgres.ts';
import { allOf, undisturbed, walks } from './story.ts';

/** So many runs go beside each other: each waits most of its time for the server. */
const lanes = 3;
let postgres: Postgres;
let databases: string[];
beforeAll(async () => {
  postgres = await startPostgres();
  databases = await Promise.all(Array.from({ length: lanes }, () => forgetful(postgres)));
});
afterAll(async () => {
  // An orderly stop would first bring to disk what nobody needs.
  await postgres.kill();
  await postgres.stop();
});

/** Here Tocsin dies and never the machine: nothing needs to reach the disk. */
async function forgetful(server: Postgres): Promise<string> {
  const url = await freshDatabase(server);
  await query(url, `alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`);
  return url;
}

/** The same database as new: ten times quicker than another one. */
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

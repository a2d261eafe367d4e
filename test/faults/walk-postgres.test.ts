import { sql } from 'kysely';
import { afterAll, beforeAll, test } from 'vitest';
import { openPostgres } from '../../adapters/store/postgres.ts';
import { freshDatabase, query, startPostgres, type Postgres } from '../harness/postgres.ts';
import { chosenFrom } from '../harness/dice.ts';
import { allOf, undisturbed, walks } from './story.ts';

let postgres: Postgres;
let databaseUrl: string;
beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await freshDatabase(postgres);
  // Here Tocsin dies and never the machine: nothing needs to reach the disk.
  await query(databaseUrl, `alter database ${new URL(databaseUrl).pathname.slice(1)} set synchronous_commit = off`);
});
afterAll(() => postgres.stop());

/** The same database as new: ten times quicker than another one. */
async function emptied(): Promise<{ databaseUrl: string }> {
  const { read: db, close } = openPostgres(databaseUrl);
  const { rows } = await sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migration'`.execute(db);
  if (rows.length > 0) await sql.raw(`truncate ${rows.map((r) => r.name).join(', ')}`).execute(db);
  await close();
  return { databaseUrl };
}

test(
  'killed after any of its lasting effects and started again, an incident goes on as if nothing had been: PostgreSQL',
  { timeout: 180_000 },
  async () => {
    const { expected, count } = await undisturbed(await emptied());
    await allOf(count, async (n) => walks([{ dieAfter: n }], expected, await emptied()));
  },
);

test('when the answer of an effect is lost and life goes on, nothing is lost or done twice: PostgreSQL', { timeout: 180_000 }, async () => {
  const { expected, count } = await undisturbed(await emptied());
  await allOf(chosenFrom(count, 15), async (n) => walks([{ loseAnswerOf: n }], expected, await emptied()));
});

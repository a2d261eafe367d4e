import { sql, type Kysely } from 'kysely';
import { theRoad } from './migrations/0001-the-road.ts';
import { quietAndStorms } from './migrations/0002-quiet-and-storms.ts';
import { alertsPage } from './migrations/0003-alerts-page.ts';
import { wholeChat } from './migrations/0004-chat.ts';
import { accounts } from './migrations/0005-accounts.ts';
import { upkeep } from './migrations/0006-upkeep.ts';
import { calling } from './migrations/0007-calling.ts';
import { rota } from './migrations/0008-rota.ts';
import { feeds } from './migrations/0009-feeds.ts';
import { push } from './migrations/0010-push.ts';
import { roomsOfIncidents } from './migrations/0011-rooms-of-incidents.ts';
import { archivedRooms } from './migrations/0012-archived-rooms.ts';
import { chatMemory } from './migrations/0013-chat-memory.ts';
import type { Engine } from './migrations/table-maker.ts';
import type { Tables } from './tables.ts';

/** In order, forever: a migration is never edited once it has landed. */
const migrations: readonly { name: string; up: (db: Kysely<Tables>, engine: Engine) => Promise<void> }[] = [
  { name: '0001-the-road', up: theRoad },
  { name: '0002-quiet-and-storms', up: quietAndStorms },
  { name: '0003-alerts-page', up: alertsPage },
  { name: '0004-chat', up: wholeChat },
  { name: '0005-accounts', up: accounts },
  { name: '0006-upkeep', up: upkeep },
  { name: '0007-calling', up: calling },
  { name: '0008-rota', up: rota },
  { name: '0009-feeds', up: feeds },
  { name: '0010-push', up: push },
  { name: '0011-rooms-of-incidents', up: roomsOfIncidents },
  { name: '0012-archived-rooms', up: archivedRooms },
  { name: '0013-chat-memory', up: chatMemory },
];

/** Those that this Tocsin knows, in order. */
export const migrationNames: readonly string[] = migrations.map(({ name }) => name);

/** Brings the schema up to date inside one transaction. Refuses a database that a newer Tocsin has already changed. */
export async function migrate(tx: Kysely<Tables>, engine: Engine): Promise<void> {
  if (engine === 'postgres') await sql`select pg_advisory_xact_lock(7463)`.execute(tx);
  await sql`create table if not exists migration (name text primary key, at text not null)`.execute(tx);
  const rows = await sql<{ name: string }>`select name from migration order by name`.execute(tx);
  const past = new Set(rows.rows.map((r) => r.name));
  const unknown = [...past].find((name) => !migrations.some((m) => m.name === name));
  if (unknown)
    throw new Error(
      `store: the database holds migration ${unknown}, which this Tocsin does not know. Start the newer version, or restore a backup from before the upgrade.`,
    );
  for (const m of migrations) {
    if (past.has(m.name)) continue;
    await m.up(tx, engine);
    await sql`insert into migration (name, at) values (${m.name}, ${new Date().toISOString()})`.execute(tx);
  }
}

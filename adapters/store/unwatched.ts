import { sql } from 'kysely';
import type { Unwatched } from '../../ports/upkeep.ts';
import type { Db } from './engine.ts';
import { waiting } from './events.ts';

/** An alarm that has been due for longer rings no more: whoever had it in hand is gone. */
const overdueMs = 60_000;
const most = 100;

/** Looks only at what runs and what is live, by their indexes, however much there ever was. */
export async function unwatched(db: Db, now: number): Promise<Unwatched> {
  const [escalations, pages] = await Promise.all([
    ids(db, sql`escalation a where a.is_running = 1 and ${isForgotten('escalation', 'step', now)}`),
    ids(db, sql`page a where a.is_live = 1 and a.next_at is not null and ${isForgotten('page', 'rule', now)}`),
  ]);
  return { escalations, pages };
}

/** The lanes that have an event waiting are read once, however many pages there are. */
const isForgotten = (kind: 'escalation' | 'page', alarm: string, now: number) => {
  const key = sql`${sql.lit(`${kind}:`)} || a.id`;
  return sql`not exists (select 1 from timer t where t.key = ${key} and t.name = ${sql.lit(alarm)} and t.at > ${now - overdueMs})
    and ${key} not in (select key from event where status = ${sql.lit(waiting)})`;
};

async function ids(db: Db, from: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select a.id from ${from} order by a.id limit ${sql.lit(most)}`.execute(db);
  return rows.map((row) => row.id);
}

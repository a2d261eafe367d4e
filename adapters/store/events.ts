import { sql } from 'kysely';
import { keyOf, type Actor, type Draft, type Event, type Key, type Reserve } from '../../domain/event/event.ts';
import type { Reply } from '../../domain/event/reply.ts';
import type { Accepted } from '../../ports/store.ts';
import { run } from './compiled.ts';
import type { Db } from './engine.ts';
import type { Tables } from './tables.ts';

export const waiting = 0;
export const handled = 1;

/** Rows in one statement. */
const most = 200;

/** `INC-20261122` for an instant, in the firm's zone. */
export type DayOf = (at: number) => string;

/** Stores events once each. Known ids come back with the reply they got. */
export async function acceptIn(tx: Db, drafts: readonly Draft[], dayOf: DayOf): Promise<Accepted[]> {
  const accepted: Accepted[] = [];
  for (let from = 0; from < drafts.length; from += most) accepted.push(...(await acceptSome(tx, drafts.slice(from, from + most), dayOf)));
  return accepted;
}

async function acceptSome(tx: Db, drafts: readonly Draft[], dayOf: DayOf): Promise<Accepted[]> {
  const events: Event[] = [];
  for (const draft of drafts) {
    const { key } = draft;
    if (typeof key === 'string') events.push({ ...draft, key });
    // Looked for beforehand, so that no number and no cause is taken for nothing.
    else if (!(await knownIn(tx, draft.id))) events.push({ ...draft, key: await reserve(tx, key, { at: draft.at, dayOf }) });
  }
  const made = events.length > 0 ? await insert(tx, events) : new Map<string, Event>();
  const accepted: Accepted[] = [];
  for (const { id } of drafts) {
    const event = made.get(id);
    // The same id twice in one batch is one event.
    made.delete(id);
    // Another process may have been quicker by a hair; its commit is visible now.
    accepted.push(event ? { id, event, reply: null } : ((await knownIn(tx, id)) ?? { id, event: null, reply: null }));
  }
  return accepted;
}

/** Answers the events that were not known, by their ids. */
async function insert(tx: Db, events: readonly Event[]): Promise<Map<string, Event>> {
  const rows = events.map((e) => eventRow(e, waiting));
  const made = await run(tx, newEvents, rows);
  const fresh = new Set(made.rows.map((r) => r.id));
  return new Map(events.flatMap((e) => (fresh.has(e.id) ? [[e.id, e] as const] : [])));
}

const newEvents = (db: Db, rows: readonly ReturnType<typeof eventRow>[]) =>
  db
    .insertInto('event')
    .values(rows)
    .onConflict((c) => c.column('id').doNothing())
    .returning('id');

async function knownIn(tx: Db, id: string): Promise<Accepted | null> {
  const row = await tx.selectFrom('event').select('reply').where('id', '=', id).executeTakeFirst();
  return row ? { id, event: null, reply: row.reply ? (JSON.parse(row.reply) as Reply) : null } : null;
}

/** The lane of an open incident with this cause, or of a new number; the cause is taken in the same commit. */
async function reserve(tx: Db, { cause }: Reserve, when: { at: number; dayOf: DayOf }): Promise<Key> {
  const open = cause === null ? null : await openFor(tx, cause);
  if (open) return open;
  const day = when.dayOf(when.at);
  const row = await tx
    .insertInto('counter')
    .values({ name: day, n: 1 })
    .onConflict((c) => c.column('name').doUpdateSet({ n: sql`counter.n + 1` }))
    .returning('n')
    .executeTakeFirstOrThrow();
  const number = `${day}-${String(row.n).padStart(3, '0')}`;
  if (cause === null) return keyOf('incident', number);
  const taken = await tx
    .insertInto('incident_cause')
    .values({ cause, incident: number })
    .onConflict((c) => c.doNothing())
    .returning('cause')
    .executeTakeFirst();
  // Another process took the cause between our look and our insert: the number stays a gap.
  return taken ? keyOf('incident', number) : ((await openFor(tx, cause)) ?? keyOf('incident', number));
}

async function openFor(tx: Db, cause: string): Promise<Key | null> {
  const row = await tx.selectFrom('incident_cause').select('incident').where('cause', '=', cause).executeTakeFirst();
  return row ? keyOf('incident', row.incident) : null;
}

export const eventRow = (e: Event, status: typeof waiting | typeof handled): Omit<Tables['event'], 'seq'> => ({
  id: e.id,
  type: e.type,
  v: e.v,
  key: e.key,
  at: e.at,
  actor: e.by,
  via: e.via,
  cause: e.cause ?? null,
  data: JSON.stringify(e.data),
  status,
  reply: null,
});

export function eventOf(r: Omit<Tables['event'], 'seq'>): Event {
  const event = {
    id: r.id,
    type: r.type,
    v: r.v,
    key: r.key as Key,
    at: r.at,
    by: r.actor as Actor,
    via: r.via,
    data: JSON.parse(r.data) as unknown,
  };
  return r.cause === null ? event : { ...event, cause: r.cause };
}

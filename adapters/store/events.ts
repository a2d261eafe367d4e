import { sql } from 'kysely';
import { keyOf, type Actor, type Draft, type Event, type Key, type Reserve } from '../../domain/event/event.ts';
import type { Reply } from '../../domain/event/reply.ts';
import type { Accepted } from '../../ports/store.ts';
import type { Db } from './engine.ts';
import type { Tables } from './tables.ts';

export const waiting = 0;
export const handled = 1;

/** `INC-20261122` for an instant, in the firm's zone. */
export type DayOf = (at: number) => string;

/** Stores events once each. Known ids come back with the reply they got. */
export async function acceptIn(tx: Db, drafts: readonly Draft[], dayOf: DayOf): Promise<Accepted[]> {
  const accepted: Accepted[] = [];
  for (const draft of drafts) accepted.push(await acceptOne(tx, draft, dayOf));
  return accepted;
}

async function acceptOne(tx: Db, draft: Draft, dayOf: DayOf): Promise<Accepted> {
  const known = await knownIn(tx, draft.id);
  if (known) return known;
  const key = typeof draft.key === 'string' ? draft.key : await reserve(tx, draft.key, { at: draft.at, dayOf });
  const event: Event = { ...draft, key };
  const row = {
    id: event.id,
    type: event.type,
    v: event.v,
    key,
    at: event.at,
    actor: event.by,
    via: event.via,
    cause: event.cause ?? null,
    data: JSON.stringify(event.data),
    status: waiting,
    reply: null,
  };
  const made = await tx
    .insertInto('event')
    .values(row)
    .onConflict((c) => c.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  // Another process was quicker by a hair; its commit is visible now.
  return made ? { id: draft.id, event, reply: null } : ((await knownIn(tx, draft.id)) ?? { id: draft.id, event: null, reply: null });
}

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

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
  const known = await tx.selectFrom('event').select(['id', 'reply']).where('id', '=', draft.id).executeTakeFirst();
  if (known) return { id: draft.id, event: null, reply: known.reply ? (JSON.parse(known.reply) as Reply) : null };
  const key = typeof draft.key === 'string' ? draft.key : await reserve(tx, draft.key, draft.at, dayOf);
  const event: Event = { ...draft, key };
  await tx
    .insertInto('event')
    .values({
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
    })
    .execute();
  return { id: event.id, event, reply: null };
}

/** The lane of an open incident with this cause, or of a new number; the cause is taken in the same commit. */
async function reserve(tx: Db, { cause }: Reserve, at: number, dayOf: DayOf): Promise<Key> {
  if (cause !== null) {
    const open = await tx.selectFrom('incident_cause').select('incident').where('cause', '=', cause).executeTakeFirst();
    if (open) return keyOf('incident', open.incident);
  }
  const day = dayOf(at);
  const row = await tx
    .insertInto('counter')
    .values({ name: day, n: 1 })
    .onConflict((c) => c.column('name').doUpdateSet({ n: sql`counter.n + 1` }))
    .returning('n')
    .executeTakeFirstOrThrow();
  const number = `${day}-${String(row.n).padStart(3, '0')}`;
  if (cause !== null) await tx.insertInto('incident_cause').values({ cause, incident: number }).execute();
  return keyOf('incident', number);
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

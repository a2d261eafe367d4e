import { Seal } from '../../app/access/seal.ts';
import { randomUUID } from 'node:crypto';
import { keyOf, type Draft, type Event, type Key } from '../../domain/event/event.ts';
import type { Effect } from '../../domain/event/effect.ts';
import { applyIncident } from '../../domain/incident/apply.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { LaneCommit, Store, StoredEffect } from '../../ports/store.ts';
import { t0 } from './store-bench.ts';

/** What keeps secrets in the stores of tests. */
export const seal = new Seal('a key of sixteen and more');

/** The day of a number, in UTC. */
export const dayOf = (at: number): string => `INC-${new Date(at).toISOString().slice(0, 10).replaceAll('-', '')}`;

export const draft = (given: Partial<Draft> = {}): Draft => ({
  id: randomUUID(),
  type: 'skill.called',
  v: 1,
  key: keyOf('group', 'g'),
  at: t0,
  by: 'person:ana',
  via: 'api',
  data: { skill: 'alert/ack', input: {} },
  ...given,
});

/** An incident that asks for a number of its own. */
export const declare = (cause: string | null = null, at = t0): Draft => draft({ key: { reserve: 'incident', cause }, at });

/** Accepts one event and answers it. */
export async function accepted(store: Store, given: Partial<Draft> = {}): Promise<Event> {
  const [one] = await store.accept([draft(given)]);
  if (!one?.event) throw new Error('the event was known already');
  return one.event;
}

/** A lane's commit that does nothing but what is given. */
export async function commit(store: Store, key: Key, given: Partial<LaneCommit> = {}): Promise<Awaited<ReturnType<Store['commitLane']>>> {
  return store.commitLane({ ...nothingIn(key), fence: (await store.claimLane(key)) ?? -1, ...given });
}

export const nothingIn = (key: Key): LaneCommit => ({
  key,
  fence: 0,
  handled: [],
  parked: [],
  unparked: [],
  facts: [],
  state: null,
  timers: [],
  timersGone: [],
  tell: [],
  effects: [],
  audit: [],
  live: [],
});

const say: Effect = {
  type: 'chat.say',
  data: { target: { to: 'channel', channel: 'ops' }, say: 'fact', data: {} },
  urgency: 'card',
  onCrash: 'repeat',
};

export const effect = (given: Partial<StoredEffect> = {}, more: { slot?: string } = {}): StoredEffect => ({
  id: `${randomUUID()}/bot/0`,
  key: keyOf('group', 'g'),
  effect: { ...say, ...more },
  attempts: 0,
  unsure: false,
  nextAt: t0,
  ...given,
});

/** A declared incident with a fact of its story, committed as the road would. */
export async function declared(store: Store, given: Partial<Incident> = {}, cause: string | null = null): Promise<Incident> {
  const [made] = await store.accept([declare(cause)]);
  const key = made?.event?.key ?? keyOf('incident', given.number ?? 'none');
  const number = key.slice('incident:'.length);
  const data = {
    title: 'Orders are rejected',
    severity: 'SEV2' as const,
    private: false,
    system: null,
    cause,
    called: [],
    policy: null,
    group: null,
  };
  const fact = { type: 'incident.declared' as const, data, at: t0, by: 'tocsin' as const };
  const state = { ...applyIncident(null, fact, number), ...given };
  const event: Event = { ...draft(), key, type: fact.type, data };
  await commit(store, key, {
    handled: made?.event ? [{ id: made.id, reply: null }] : [],
    facts: [{ ...event, incident: number }],
    state: { kind: 'incident', id: number, state },
  });
  return state;
}

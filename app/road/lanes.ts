import { partsOf, type Event, type Key } from '../../domain/event/event.ts';
import type { Reply } from '../../domain/event/reply.ts';
import { applies, type AggregateKind } from '../../domain/states.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Committed, LaneCommit, Store } from '../../ports/store.ts';
import { SeenEvents } from './seen-events.ts';
import { Turnstile } from './turnstile.ts';
import { Turn, type Decided, type Nouns } from './turn.ts';

/** Lanes that decide at the same time: what is ready together shares a commit, and no line is so long that others must wait for all of it. */
const mostLanes = 64;
/** Events folded into one commit at most. */
const most = 1_000;
/** Tries of a listener that throws, all in all. */
const tries = 5;
/** Pause before a lane that another process holds is asked for again. */
const heldMs = 50;
/** A turn is long from here on; then its lane rests so many times as long, but not for longer than this. */
const longMs = 15;
const restPerWork = 5;
const longestRestMs = 500;

export interface LaneParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly nouns: Nouns;
  /** What a commit made, once it is durable. */
  readonly committed: (made: {
    commit: LaneCommit;
    made: Committed;
    replies: readonly { id: string; reply: Reply | null }[];
    readonly decided: readonly Decided[];
  }) => void;
  readonly failed: (what: string, error: unknown, data: object) => void;
  /** How long deciding took, in ms. */
  readonly took: (key: Key, ms: number) => void;
}

interface Retry {
  readonly event: Event;
  readonly listener: string;
  readonly attempts: number;
}

interface Lane {
  readonly key: Key;
  readonly events: Event[];
  readonly retries: Retry[];
  running: boolean;
}

/** A lane per key: one turn at a time, never held over a network call. */
export class Lanes {
  readonly #parts: LaneParts;
  readonly #lanes = new Map<Key, Lane>();
  readonly #seen = new SeenEvents();
  /** Until when lanes rest whose turns are long. */
  readonly #rests = new Map<Key, number>();
  readonly #turnstile = new Turnstile<Lane>(mostLanes, (lane) => this.#run(lane));
  #stopped = false;

  constructor(parts: LaneParts) {
    this.#parts = parts;
  }

  /** Lanes that wait for others before it is their turn. */
  get waiting(): number {
    return this.#turnstile.waiting;
  }

  get busy(): boolean {
    return [...this.#lanes.values()].some((l) => l.running);
  }

  /** Takes accepted events; those it already has in hand are passed over. */
  offer(events: readonly Event[]): void {
    for (const event of events) {
      if (!this.#seen.take(event.id)) continue;
      this.#lane(event.key).events.push(event);
      this.#wake(event.key);
    }
  }

  offerRetry(retry: Retry): void {
    this.#lane(retry.event.key).retries.push(retry);
    this.#wake(retry.event.key);
  }

  stop(): void {
    this.#stopped = true;
  }

  #lane(key: Key): Lane {
    let lane = this.#lanes.get(key);
    if (!lane) this.#lanes.set(key, (lane = { key, events: [], retries: [], running: false }));
    return lane;
  }

  #wake(key: Key): void {
    const lane = this.#lane(key);
    if (lane.running || this.#stopped) return;
    lane.running = true;
    // Of the machine's own time: it is its work that is spared.
    const restMs = (this.#rests.get(key) ?? 0) - performance.now();
    this.#rests.delete(key);
    const enter = (): void => this.#turnstile.add(lane, this.#parts.nouns.rankOf(key, lane.events));
    if (restMs <= 0) enter();
    else setTimeout(enter, restMs);
  }

  async #run(lane: Lane): Promise<void> {
    const { key } = lane;
    if (!this.#stopped && (lane.events.length > 0 || lane.retries.length > 0)) {
      const events = lane.events.splice(0, most);
      const retries = lane.retries.splice(0);
      try {
        if (!(await this.#turn(key, events, retries))) return this.#waitForLane(key, lane, { events, retries });
        this.#seen.handled(events.map((e) => e.id));
      } catch (e) {
        this.#seen.giveBack(events.map((event) => event.id));
        for (const r of retries) this.#parts.clock.alarm(this.#parts.clock.now() + heldMs, () => this.offerRetry(r));
        // Nothing was written: the events are still waiting in the store and come back with the next look at it.
        this.#parts.failed('lane turn failed', e, { key, events: events.length });
      }
    }
    lane.running = false;
    // What came meanwhile stands in line again, behind whoever waits.
    if (lane.events.length > 0 || lane.retries.length > 0) this.#wake(key);
    else this.#lanes.delete(key);
  }

  /** Another process has the lane for a moment; or it died, and the lane is free when its lease ends. */
  #waitForLane(key: Key, lane: Lane, { events, retries }: Pick<Lane, 'events' | 'retries'>): void {
    lane.events.unshift(...events);
    lane.retries.unshift(...retries);
    lane.running = false;
    this.#parts.clock.alarm(this.#parts.clock.now() + heldMs, () => this.#wake(key));
  }

  /** False when another process holds the lane. */
  async #turn(key: Key, events: readonly Event[], retries: readonly Retry[]): Promise<boolean> {
    const { store, clock, nouns } = this.#parts;
    const fence = await store.claimLane(key);
    if (fence === null) return false;
    const began = performance.now();
    const { kind, id } = partsOf(key);
    const state = kind in applies ? await store.state(kind as AggregateKind, id) : null;
    const turn = new Turn(key, state, { store, nouns, now: clock.now() });
    await turn.takeAll(events);
    this.#took(key, performance.now() - began);
    for (const r of retries) await turn.retry(r.event, r.listener, r.attempts + 1 >= tries);
    const commit = turn.commit(fence);
    const made = await store.commitLane(commit);
    this.#scheduleRetries(commit, events, retries);
    this.#parts.committed({ commit, made, replies: commit.handled, decided: turn.decided });
    return true;
  }

  /** A lane whose state has grown large, the incident of a storm, would otherwise do nothing but read and write it. */
  #took(key: Key, ms: number): void {
    this.#parts.took(key, ms);
    if (ms < longMs) this.#rests.delete(key);
    else this.#rests.set(key, performance.now() + Math.min(ms * restPerWork, longestRestMs));
  }

  #scheduleRetries(commit: LaneCommit, events: readonly Event[], retries: readonly Retry[]): void {
    for (const p of commit.parked) {
      const before = retries.find((r) => r.event.id === p.event && r.listener === p.listener);
      const event = before?.event ?? p.fact ?? events.find((e) => e.id === p.event);
      this.#parts.failed(p.retryAt === null ? 'listener gave up' : 'listener parked', p.error, { event: p.event, listener: p.listener });
      if (!event || p.retryAt === null) continue;
      const retry = { event, listener: p.listener, attempts: (before?.attempts ?? 0) + 1 };
      this.#parts.clock.alarm(p.retryAt, () => this.offerRetry(retry));
    }
  }
}

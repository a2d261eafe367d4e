import type { EchoEvents } from '../../domain/event/echo.ts';
import type { EffectType, EffectTypes } from '../../domain/event/effect.ts';
import type { Actor, Draft, Event, Key } from '../../domain/event/event.ts';
import type { Clock } from '../../ports/clock.ts';
import { ForAnotherError, OutsideError } from '../../ports/errors.ts';
import type { EffectOutcome, Store, StoredEffect } from '../../ports/store.ts';

export interface Performed {
  /** What came of it, for the lane that decided it. */
  readonly echo?: readonly { readonly type: string; readonly data: unknown }[];
  /** Set when nothing was done because it was no longer wanted. */
  readonly dropped?: string;
}

export interface Performing {
  readonly id: string;
  /** The lane it came from. */
  readonly key: Key;
  readonly now: number;
  /** An earlier process may have made the call already. */
  readonly unsure: boolean;
}

/** Does one type of effect. Throws OutsideError; what is passing is tried again. */
export interface Performer<T extends EffectType = EffectType> {
  readonly type: T;
  /** What it does is as wanted later: where a platform does not let us in any more, it waits until somebody has mended that. */
  readonly outlasts?: true;
  perform(data: EffectTypes[T], ctx: Performing): Promise<Performed>;
}

export interface OutboxParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly performers: ReadonlyMap<EffectType, Performer>;
  readonly settled: (events: readonly Event[]) => void;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

const settleAgainMs = 1_000;
/** Effects of one slot in a second at most. */
const mostInBusy = 10;
const busyMs = 1_000;
/** Where a platform does not let us in: looked for so often whether it does again. */
const shutOutMs = 60_000;
const backoffMs = [500, 1_000, 2_000, 5_000, 15_000, 30_000, 60_000, 60_000];

/** Does the outside effects, in parallel where no slot orders them. Each is stored before and settled after. */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #slots = new Map<string, { running: boolean; next: StoredEffect | null; since: number; done: number }>();
  readonly #held = new Set<string>();
  /** What waits for more of its slot. */
  readonly #gathering = new Map<string, StoredEffect>();
  #running = 0;
  #stopped = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  get busy(): boolean {
    return this.#running > 0;
  }

  /** Takes committed effects; a waiting one in the same slot gives way to the newer. */
  offer(effects: readonly StoredEffect[]): void {
    for (const e of effects) {
      if (this.#held.has(e.id)) continue;
      this.#held.add(e.id);
      if (e.nextAt <= this.#parts.clock.now()) this.#start(e);
      else if (e.effect.gatherMs !== undefined && e.effect.slot !== undefined) this.#gather(e.effect.slot, e);
      else this.#parts.clock.alarm(e.nextAt, () => this.#start(e));
    }
  }

  /** The first of a slot sets the time, the last is done. */
  #gather(slot: string, e: StoredEffect): void {
    const waiting = this.#gathering.get(slot);
    // One that is tried again is older than what came meanwhile.
    const [last, gone] = waiting && e.attempts > 0 ? [waiting, e] : [e, waiting];
    this.#gathering.set(slot, last);
    if (gone) this.#held.delete(gone.id);
    if (waiting) return;
    this.#parts.clock.alarm(e.nextAt, () => {
      const due = this.#gathering.get(slot);
      this.#gathering.delete(slot);
      if (due) this.#start(due);
    });
  }

  stop(): void {
    this.#stopped = true;
  }

  #start(e: StoredEffect): void {
    if (this.#stopped) return;
    const { slot } = e.effect;
    if (slot === undefined) {
      void this.#run(e);
      return;
    }
    const place = this.#slots.get(slot);
    if (place?.running) {
      if (place.next) this.#held.delete(place.next.id);
      place.next = e;
      return;
    }
    this.#slots.set(slot, { since: this.#parts.clock.now(), done: 0, ...place, running: true, next: null });
    void this.#runSlot(slot, e);
  }

  async #runSlot(slot: string, first: StoredEffect): Promise<void> {
    for (let e: StoredEffect | null = first; e && !this.#stopped;) {
      const outcome: EffectOutcome = await this.#run(e);
      const isInDoubt: boolean = outcome.state === 'again' && (e.unsure || !outcome.isRefused);
      await this.#breathe(slot);
      const place: { next: StoredEffect | null } | undefined = this.#slots.get(slot);
      // What takes the place of one whose outcome is not known does not know it either.
      e = place?.next ? { ...place.next, unsure: place.next.unsure || isInDoubt } : null;
      if (place) place.next = null;
    }
    this.#rest(slot);
  }

  /** How busy a slot was is forgotten a second after its last effect. */
  #rest(slot: string): void {
    const place = this.#slots.get(slot);
    if (!place) return;
    place.running = false;
    const { clock } = this.#parts;
    clock.alarm(clock.now() + busyMs, () => {
      if (this.#slots.get(slot) === place && !place.running) this.#slots.delete(slot);
    });
  }

  /** A slot that is replaced again and again is done a few times a second, always with what is true then. */
  async #breathe(slot: string): Promise<void> {
    const { clock } = this.#parts;
    const place = this.#slots.get(slot);
    if (!place) return;
    const now = clock.now();
    if (now - place.since >= busyMs) Object.assign(place, { since: now, done: 0 });
    place.done += 1;
    if (place.done < mostInBusy) return;
    await new Promise<void>((resolve) => clock.alarm(place.since + busyMs, resolve));
  }

  async #run(e: StoredEffect): Promise<EffectOutcome> {
    this.#running += 1;
    const outcome = await this.#perform(e);
    await this.#settle(e, outcome);
    this.#running -= 1;
    return outcome;
  }

  /** What was done is done: while the store does not take the result it is kept in hand, and not done again. */
  async #settle(e: StoredEffect, outcome: EffectOutcome): Promise<void> {
    const { store, clock, settled, failed } = this.#parts;
    try {
      settled(await store.settleEffect(e.id, outcome));
    } catch (error) {
      failed('effect not settled; tried again in a second', error, { effect: e.id });
      clock.alarm(clock.now() + settleAgainMs, () => void this.#settleAgain(e, outcome));
      return;
    }
    this.#held.delete(e.id);
    if (outcome.state !== 'again' || outcome.isGivenUp) return;
    const tried = outcome.isRefused ? e : { ...e, attempts: e.attempts + 1, unsure: true };
    this.offer([{ ...tried, nextAt: outcome.at }]);
  }

  async #settleAgain(e: StoredEffect, outcome: EffectOutcome): Promise<void> {
    this.#running += 1;
    await this.#settle(e, outcome);
    this.#running -= 1;
  }

  async #perform(e: StoredEffect): Promise<EffectOutcome> {
    const { clock, performers } = this.#parts;
    const { effect } = e;
    if (effect.validUntil !== undefined && effect.validUntil < clock.now())
      return this.#over(e, 'dropped', { because: 'its time was over before it could be done' });
    const performer = performers.get(effect.type);
    if (!performer) return this.#over(e, 'failed', { because: `nothing here performs ${effect.type}` });
    try {
      const done = await performer.perform(effect.data, { id: e.id, key: e.key, now: clock.now(), unsure: e.unsure });
      if (done.dropped !== undefined) return { state: 'dropped', error: done.dropped, echo: [] };
      return { state: 'done', echo: (done.echo ?? []).map((x, i) => this.#echo(e, x, i)) };
    } catch (error) {
      return this.#failure(e, error);
    }
  }

  #failure(e: StoredEffect, error: unknown): EffectOutcome {
    const because = error instanceof Error ? error.message : String(error);
    // Who says when to come back is taken at their word, as often as they say it.
    if (error instanceof OutsideError && error.failure === 'rate-limited' && error.retryAfterMs !== null) {
      const at = this.#parts.clock.now() + Math.ceil(error.retryAfterMs);
      const isGivenUp = error instanceof ForAnotherError ? { isGivenUp: { isUnsure: e.unsure } } : {};
      return { state: 'again', at, error: because, isRefused: true, ...isGivenUp };
    }
    if (error instanceof OutsideError && error.failure === 'auth' && this.#parts.performers.get(e.effect.type)?.outlasts)
      return { state: 'again', at: this.#parts.clock.now() + shutOutMs, error: because, isRefused: true };
    const wait = backoffMs[e.attempts];
    // What is no answer of the outside (the store was away for a moment, or we are wrong) may pass as well, and is tried as often.
    const passing = error instanceof OutsideError ? error.passing : true;
    if (!(error instanceof OutsideError)) this.#parts.failed('effect threw', error, { effect: e.id, type: e.effect.type });
    if (!passing || wait === undefined) return this.#over(e, 'failed', { because, ...whyOf(error) });
    const pause = error instanceof OutsideError ? (error.retryAfterMs ?? wait) : wait;
    return { state: 'again', at: this.#parts.clock.now() + Math.ceil(pause), error: because };
  }

  #over(e: StoredEffect, state: 'failed' | 'dropped', failure: Omit<EchoEvents['effect.failed'], 'effect' | 'data'>): EffectOutcome {
    const echo = { type: 'effect.failed', data: { effect: e.effect.type, data: e.effect.data, ...failure } };
    return { state, error: failure.because, echo: [this.#echo(e, echo, 0)] };
  }

  #echo(e: StoredEffect, echo: { type: string; data: unknown }, n: number): Draft {
    const by: Actor = 'tocsin';
    return {
      id: `${e.id}/echo${n}`,
      type: echo.type,
      v: 1,
      key: e.key,
      at: this.#parts.clock.now(),
      by,
      via: 'road',
      cause: e.id,
      data: echo.data,
    };
  }
}

const whyOf = (error: unknown): Pick<EchoEvents['effect.failed'], 'why' | 'room'> =>
  error instanceof OutsideError ? { ...(error.why ? { why: error.why } : {}), ...(error.room ? { room: error.room } : {}) } : {};

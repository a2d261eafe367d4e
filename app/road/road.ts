import type { Settled } from '../../domain/alert/settle.ts';
import type { Draft, Event, Key } from '../../domain/event/event.ts';
import type { EffectType } from '../../domain/event/effect.ts';
import type { Reply } from '../../domain/event/reply.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Delivery, Settle, Store, StoreReader, Taken } from '../../ports/store.ts';
import { dryRun, type DryRun } from './dry-run.ts';
import { Lanes } from './lanes.ts';
import { Outbox, type Performer } from './outbox.ts';
import { Timers } from './timers.ts';
import type { Decided, Nouns } from './turn.ts';

export interface RoadParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly bus: Bus;
  readonly nouns: Nouns;
  readonly performers: ReadonlyMap<EffectType, Performer>;
  /** Decides what heard signals mean, inside the gathered commit. */
  readonly settle: () => Settle;
  readonly failed: (what: string, error: unknown, data: object) => void;
  /** Told of every decision once it is durable. */
  readonly watch?: (decided: readonly Decided[]) => void;
  /** Told how long a lane took to decide, in ms. */
  readonly took?: (key: Key, ms: number) => void;
}

/** Looks at the store again for what other processes, or a failed commit, left behind. */
const repairMs = 1_000;
/** At a start, how long what was heard may take before what is due goes on beside it. */
const backlogMs = 2_000;
const lapsedAtOnce = 2_000;
/** Between looks for a reply that this process has not given itself. */
const lookMs = 300;

/** The one road: accept, lane, decide, commit, perform, echo. */
export class Road {
  readonly #parts: RoadParts;
  readonly #lanes: Lanes;
  readonly #outbox: Outbox;
  readonly #timers: Timers;
  /** Who waits for the reply to an event; a repeated call waits beside the first. */
  readonly #replies = new Map<string, ((reply: Reply | null) => void)[]>();
  #working = 0;
  #stopped = false;

  constructor(parts: RoadParts) {
    this.#parts = parts;
    const { store, clock, nouns, performers, bus, failed } = parts;
    this.#outbox = new Outbox({ store, clock, performers, failed, settled: (events: readonly Event[]) => this.#lanes.offer(events) });
    this.#timers = new Timers({ store, clock, failed, fired: (events) => this.#lanes.offer(events) });
    this.#lanes = new Lanes({
      store,
      clock,
      nouns,
      failed,
      took: (key, ms) => parts.took?.(key, ms),
      committed: ({ commit, made, replies, decided }) => {
        for (const { id, reply } of replies) for (const resolve of this.#replies.get(id) ?? []) resolve(reply);
        parts.watch?.(decided);
        this.#timers.set(commit.timers, commit.timersGone);
        this.#lanes.offer(made.told);
        this.#outbox.offer(made.effects);
        for (const note of made.live) bus.publish(note);
      },
    });
  }

  /** Takes up what an earlier life left, then watches for more. */
  async start(): Promise<void> {
    const left = await this.#parts.store.unfinished();
    this.#lanes.offer(left.events);
    for (const p of left.parked) this.#lanes.offerRetry(p);
    void this.#thenDue(left);
    this.#repair();
  }

  /** What was heard comes before what is due: an ack that was on its way stops the page that would go out now. */
  async #thenDue({ timers, effects }: Pick<Awaited<ReturnType<Store['unfinished']>>, 'timers' | 'effects'>): Promise<void> {
    this.#working += 1;
    for (let looks = 0; this.#lanes.busy && looks < backlogMs / 5; looks++) await new Promise((r) => setTimeout(r, 5));
    this.#timers.set(timers);
    this.#outbox.offer(effects);
    this.#working -= 1;
  }

  /** Stores events and sends them on; resolves once they are durable. */
  async send(drafts: readonly Draft[]): Promise<void> {
    const accepted = await this.#parts.store.accept(drafts);
    this.#lanes.offer(accepted.flatMap((a) => (a.event ? [a.event] : [])));
  }

  /** Sends one event and waits for its reply; null when the deadline comes first, and the work goes on. */
  async call(draft: Draft, deadlineMs: number): Promise<Reply | null> {
    const { promise, resolve } = Promise.withResolvers<Reply | null>();
    const others = this.#replies.get(draft.id) ?? [];
    this.#replies.set(draft.id, [...others, resolve]);
    const stopLooking = this.#lookForReply(draft.id, this.#parts.clock.now() + deadlineMs, resolve);
    try {
      const [accepted] = await this.#parts.store.accept([draft]);
      if (accepted?.reply) return accepted.reply;
      if (accepted?.event) this.#lanes.offer([accepted.event]);
      return await promise;
    } finally {
      stopLooking();
      const left = (this.#replies.get(draft.id) ?? []).filter((r) => r !== resolve);
      if (left.length > 0) this.#replies.set(draft.id, left);
      else this.#replies.delete(draft.id);
    }
  }

  /** Signals that came in: merged, grouped and stored before this resolves. */
  async intake(delivery: Delivery): Promise<void> {
    this.#taken(await this.#parts.store.intake(delivery, this.#parts.settle()));
  }

  #taken({ events, timers }: Taken): void {
    this.#lanes.offer(events);
    this.#timers.set(timers);
  }

  /** Lanes that wait for their turn. */
  get waiting(): number {
    return this.#lanes.waiting;
  }

  /** What would be decided, without a trace; `store` may show what is not stored. */
  dryRun(drafts: readonly Draft[], store: StoreReader = this.#parts.store): Promise<DryRun> {
    const { nouns, clock } = this.#parts;
    return dryRun(drafts, { store, nouns, now: clock.now() });
  }

  /** What a delivery would be merged into. */
  settle(delivery: Delivery, known: Parameters<Settle>[0]): Settled {
    return this.#parts.settle()(known, [delivery]);
  }

  /** Resolves when nothing is left to do before the clock moves on, or nobody wants to wait for that any longer. */
  async idle(enough?: AbortSignal): Promise<void> {
    const isBusy = (): boolean => this.#lanes.busy || this.#outbox.busy || this.#timers.busy || this.#working > 0;
    const isWaitedFor = (): boolean => enough?.aborted !== true;
    let looks = 0;
    // A short work is seen to end at once; a long one is not waited for at the cost of the processor.
    do await new Promise((r) => void (looks++ < 10 ? setImmediate(r) : setTimeout(r, 1)));
    while (isBusy() && isWaitedFor());
  }

  /** Stops taking work and lets what is being done end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timers.stop();
    this.#outbox.stop();
    await this.idle();
    this.#lanes.stop();
  }

  /** Another process may decide the event: then the store knows the reply. Ends with null at the deadline; answers a way to end it before. */
  #lookForReply(id: string, deadline: number, resolve: (reply: Reply | null) => void): () => void {
    const { clock, store } = this.#parts;
    let cancel = (): void => {};
    const arm = (): void => {
      cancel = clock.alarm(Math.min(clock.now() + lookMs, deadline), () => void look());
    };
    const look = async (): Promise<void> => {
      if (clock.now() >= deadline) return resolve(null);
      const reply = await store.replyTo(id).catch(() => null);
      return reply ? resolve(reply) : arm();
    };
    arm();
    return () => cancel();
  }

  #repair(): void {
    const { clock } = this.#parts;
    clock.alarm(clock.now() + repairMs, () => {
      if (this.#stopped) return;
      this.#working += 1;
      void this.#look().finally(() => {
        this.#working -= 1;
        this.#repair();
      });
    });
  }

  /** Alerts that nobody has spoken of any more, a piece at a time. */
  async #endLapsed(): Promise<void> {
    const { store, clock, settle } = this.#parts;
    for (;;) {
      const lapsed = await store.lapsed(clock.now(), lapsedAtOnce);
      if (lapsed.length === 0) return;
      const signals = lapsed.map((s) => ({ ...s, byTimeout: true, updatedAt: clock.now() }));
      this.#taken(await store.intake({ signals }, settle()));
      if (lapsed.length < lapsedAtOnce) return;
    }
  }

  async #look(): Promise<void> {
    const { store, failed } = this.#parts;
    try {
      await store.look();
      this.#lanes.offer(await store.strayEvents());
      this.#timers.set(await store.strayTimers());
      this.#outbox.offer(await store.claimEffects());
      await this.#endLapsed();
    } catch (e) {
      failed('the look for work left behind failed; tried again in a second', e, {});
    }
  }
}

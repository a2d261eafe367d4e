import type { Decision } from '../../domain/event/decision.ts';
import { partsOf, type Actor, type Draft, type Event, type Fact } from '../../domain/event/event.ts';
import type { Reply } from '../../domain/event/reply.ts';
import { applies, type AggregateKind, type EventOf, type EventType } from '../../domain/states.ts';
import type { Bot, Decide } from '../../ports/bot.ts';
import type { LiveNote } from '../../ports/bus.ts';
import type { Rank } from './turnstile.ts';
import type { AuditRow, LaneCommit, StoredEffect, StoredTimer, StoreReader } from '../../ports/store.ts';

/** What the road needs to know of the nouns, given by wire: it names none itself. */
export interface Nouns {
  readonly listeners: (type: string) => readonly Bot[];
  /** Which incident's story a fact belongs to. */
  readonly storyOf: (kind: string, state: unknown) => string | null;
  /** What screens should hear of a fact. */
  readonly notesOf: (fact: Event, state: unknown, story: string | null) => readonly Omit<LiveNote, 'seq'>[];
  readonly adapters: () => readonly string[];
  readonly roomWays: Decide['roomWays'];
  /** Whose work goes first, and who shares a line. */
  readonly rankOf: (key: Event['key'], events: readonly Event[]) => Rank;
  /** Two events of one lane, the second right after the first, as one; null when each must be decided. */
  readonly fold: (before: Event, next: Event) => Event | null;
}

export interface Decided {
  readonly listener: string;
  readonly event: Event;
  readonly decision: Decision;
}

/** Facts that answer facts that answer facts: deeper than this is a loop between bots. */
const deepest = 8;
const retryMs = 2_000;

/** One turn of a lane: its waiting events folded in order, for one commit. Pure but for what the listeners read. */
export class Turn {
  readonly decided: Decided[] = [];
  readonly #key: Event['key'];
  readonly #nouns: Nouns;
  readonly #now: number;
  readonly #store: StoreReader;
  #state: unknown;
  readonly #facts: (Event & { incident: string | null })[] = [];
  readonly #timers = new Map<string, StoredTimer | null>();
  readonly #tell: Draft[] = [];
  readonly #effects: StoredEffect[] = [];
  readonly #live: Omit<LiveNote, 'seq'>[] = [];
  readonly #audit: AuditRow[] = [];
  readonly #handled: { id: string; reply: Reply | null }[] = [];
  readonly #parked: LaneCommit['parked'][number][] = [];
  readonly #unparked: { event: string; listener: string }[] = [];

  constructor(key: Event['key'], state: unknown, ctx: { store: StoreReader; nouns: Nouns; now: number }) {
    this.#key = key;
    this.#state = state;
    this.#nouns = ctx.nouns;
    this.#now = ctx.now;
    this.#store = seeing(ctx.store, key, () => this.#state);
  }

  /** Decides events in order, those that fold into one at once. */
  async takeAll(events: readonly Event[]): Promise<void> {
    let folded: { event: Event; others: string[] } | null = null;
    for (const next of events) {
      const both: Event | null = folded ? this.#nouns.fold(folded.event, next) : null;
      if (folded && both) {
        folded.others.push(next.id);
        folded = { event: both, others: folded.others };
        continue;
      }
      if (folded) await this.#takeFolded(folded);
      folded = { event: next, others: [] };
    }
    if (folded) await this.#takeFolded(folded);
  }

  async #takeFolded({ event, others }: { event: Event; others: readonly string[] }): Promise<void> {
    await this.take(event);
    this.#handled.push(...others.map((id) => ({ id, reply: null })));
  }

  /** Decides one event with all that hear it. */
  async take(event: Event): Promise<void> {
    const reply = await this.#decide(event, this.#nouns.listeners(event.type), 0);
    this.#handled.push({ id: event.id, reply });
    if (event.type === 'skill.called') this.#audit.push({ ...auditOf(event, reply, this.#now), incident: this.#story() });
  }

  /** Gives a listener that threw another try at an event that is otherwise over. */
  async retry(event: Event, listener: string, last: boolean): Promise<void> {
    const one = this.#nouns.listeners(event.type).filter((l) => l.name === listener);
    const before = this.#parked.length;
    await this.#decide(event, one, 0);
    const again = this.#parked.findIndex((p, i) => i >= before && p.event === event.id && p.listener === listener);
    const parked = this.#parked[again];
    if (!parked) this.#unparked.push({ event: event.id, listener });
    else if (last) this.#parked[again] = { ...parked, retryAt: null };
  }

  async #decide(event: Event, listeners: readonly Bot[], depth: number): Promise<Reply | null> {
    let reply: Reply | null = null;
    const heard: Event[] = [];
    for (const listener of listeners) {
      if (depth > deepest) {
        this.#park(
          event,
          listener.name,
          new Error(`road: ${event.type} on ${this.#key} went round ${deepest} times; two bots answer each other's facts`),
          null,
        );
        continue;
      }
      const back = this.#mark();
      try {
        const decision = await this.#ask(listener, event);
        if (!decision) continue;
        heard.push(...this.#fold(event, listener.name, decision));
        this.decided.push({ listener: listener.name, event, decision });
        reply ??= decision.reply ?? null;
      } catch (e) {
        back();
        this.#park(event, listener.name, e, this.#now + retryMs);
      }
    }
    for (const fact of heard) await this.#decide(fact, this.#nouns.listeners(fact.type), depth + 1);
    return reply;
  }

  #ask(listener: Bot, event: Event): Promise<Decision | null> {
    const { roomWays, adapters } = this.#nouns;
    const ctx: Decide = { now: this.#now, store: this.#store, adapters: adapters(), roomWays };
    return listener.decide(event as EventOf<EventType>, ctx);
  }

  /** Puts one listener's share aside. What it heard may be a fact of this turn, which no event row holds yet. */
  #park(event: Event, listener: string, e: unknown, retryAt: number | null): void {
    const error = e instanceof Error ? (e.stack ?? e.message) : String(e);
    this.#parked.push({ event: event.id, listener, error, retryAt, ...(event.id.includes('#') ? { fact: event } : {}) });
  }

  /** A way back to how things are now, for a decision that cannot be folded. */
  #mark(): () => void {
    const state = this.#state;
    const timers = new Map(this.#timers);
    const lists: unknown[][] = [this.#facts, this.#live, this.#tell, this.#effects, this.#audit];
    const lengths = lists.map((l) => l.length);
    return () => {
      this.#state = state;
      this.#timers.clear();
      for (const [name, t] of timers) this.#timers.set(name, t);
      lists.forEach((l, i) => l.splice(lengths[i] ?? 0));
    };
  }

  /** Adds a decision to the commit; answers its facts as events for those who hear them. */
  #fold(event: Event, listener: string, d: Decision): Event[] {
    const by: Actor = event.type === 'skill.called' ? event.by : `bot:${listener}`;
    const at = { at: this.#now, v: 1, cause: event.id };
    const facts = (d.facts ?? []).map((f) => this.#fact(f, { ...at, by, via: event.via }, `${event.id}#${this.#facts.length}`));
    if (d.audit) this.#audit.push({ ...d.audit, at: this.#now, by: event.by, via: event.via, outcome: 'done', incident: this.#story() });
    for (const t of d.timers ?? []) {
      // Whole milliseconds: delays are given in fractions of minutes, and PostgreSQL stores integers.
      const kept = t.at !== null && t.event ? { key: this.#key, name: t.name, at: Math.ceil(t.at), event: t.event } : null;
      this.#timers.set(t.name, kept);
    }
    for (const t of d.tell ?? []) {
      const told = { id: `${event.id}/${listener}/t${this.#tell.length}`, type: t.type, key: t.key, data: t.data };
      this.#tell.push({ ...told, ...at, by: t.by ?? by, via: t.via ?? 'road' });
    }
    for (const effect of d.effects ?? []) {
      const id = `${event.id}/${listener}/${this.#effects.length}`;
      this.#effects.push({
        id,
        key: effect.echo ?? this.#key,
        effect,
        attempts: 0,
        unsure: false,
        nextAt: this.#now + (effect.gatherMs ?? 0),
      });
    }
    return facts;
  }

  #fact(fact: Fact, at: Pick<Event, 'at' | 'v' | 'cause' | 'by' | 'via'>, id: string): Event {
    const event = { ...at, id, type: fact.type, key: this.#key, data: fact.data } as Event;
    const { kind, id: name } = partsOf(this.#key);
    const apply = applies[kind as AggregateKind];
    this.#state = apply(this.#state as never, event as never, name);
    const incident = this.#story();
    this.#facts.push({ ...event, incident });
    this.#live.push(...this.#nouns.notesOf(event, this.#state, incident));
    return event;
  }

  /** The incident whose story this lane is part of. */
  #story(): string | null {
    return this.#state === null ? null : this.#nouns.storyOf(partsOf(this.#key).kind, this.#state);
  }

  /** All of it, for the gathered commit. */
  commit(fence: number): LaneCommit {
    const { kind, id } = partsOf(this.#key);
    const timers = [...this.#timers];
    return {
      key: this.#key,
      fence,
      handled: this.#handled,
      parked: this.#parked,
      unparked: this.#unparked,
      facts: this.#facts,
      state: this.#facts.length > 0 ? { kind: kind as AggregateKind, id, state: this.#state } : null,
      timers: timers.flatMap(([, t]) => (t ? [t] : [])),
      timersGone: timers.flatMap(([name, t]) => (t ? [] : [{ key: this.#key, name }])),
      tell: this.#tell,
      effects: lastOfSlot(this.#effects),
      audit: this.#audit,
      live: once(this.#live),
    };
  }
}

/** The store as a lane sees it: its own aggregate with what this turn has just decided. */
function seeing(store: StoreReader, key: Event['key'], current: () => unknown): StoreReader {
  const own = partsOf(key);
  const state: StoreReader['state'] = async (kind, id) =>
    kind === own.kind && id === own.id ? (current() as never) : store.state(kind, id);
  return { ...store, state };
}

/** Within a turn only the last effect of a slot is worth doing. */
function lastOfSlot(effects: readonly StoredEffect[]): StoredEffect[] {
  const last = new Map(effects.map((e) => [e.effect.slot ?? e.id, e.id]));
  return effects.filter((e) => last.get(e.effect.slot ?? e.id) === e.id);
}

function once(notes: readonly Omit<LiveNote, 'seq'>[]): Omit<LiveNote, 'seq'>[] {
  return [...new Map(notes.map((n) => [JSON.stringify(n), n])).values()];
}

function auditOf(event: Event, reply: Reply | null, at: number): AuditRow {
  const { skill, input } = event.data as { skill: string; input: unknown };
  const outcome = reply === null ? 'failed' : reply.ok ? 'done' : `refused: ${reply.because.en}`;
  return { at, by: event.by, via: event.via, what: skill, outcome, data: { key: event.key, input } };
}

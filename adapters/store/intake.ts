import type { Alarm } from '../../domain/alert/settle.ts';
import type { Delivery, Settle, StoredTimer, Taken } from '../../ports/store.ts';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import type { Db, StoreEngine } from './engine.ts';
import { acceptIn, type DayOf } from './events.ts';
import { putInhibitors } from './inhibitors.ts';
import type { Gather } from './gather.ts';

/** Signals merged in one commit. Many at once write less; but where somebody waits for what shares the commit, it is kept short. */
const mostAlone = 5_000;
const mostInCompany = 1_500;
/** A delivery of so many signals is short. */
const shortest = 10;
/** Rows in one statement. */
const most = 500;
const nothing: Taken = { events: [], timers: [] };

interface Waiting {
  readonly delivery: Delivery;
  readonly resolve: (taken: Taken) => void;
  readonly reject: (error: unknown) => void;
}

/** Joins all deliveries that are ready into one bulk merge. Should the merge fail they are tried one by one, so that one bad delivery fails alone. */
export class Intake {
  readonly #gather: Gather;
  readonly #engine: StoreEngine;
  readonly #dayOf: DayOf;
  #waiting: Waiting[] = [];
  #scheduled = false;

  constructor(gather: Gather, engine: StoreEngine, dayOf: DayOf) {
    this.#gather = gather;
    this.#engine = engine;
    this.#dayOf = dayOf;
  }

  take(delivery: Delivery, settle: Settle): Promise<Taken> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ delivery, resolve, reject });
      if (!this.#scheduled) {
        this.#scheduled = true;
        void this.#run(settle);
      }
    });
  }

  async #run(settle: Settle): Promise<void> {
    const taken: Waiting[] = [];
    try {
      const made = await this.#gather.add((tx, hurried) => {
        // Begun again after another process was in the way, it merges what it had taken.
        if (taken.length === 0) taken.push(...this.#next(hurried === 0 ? mostAlone : mostInCompany));
        // The rest has its own place in the next commit, so that nobody waits for all of it.
        this.#scheduled = this.#waiting.length > 0;
        if (this.#scheduled) void this.#run(settle);
        return this.#merge(tx, taken, settle);
      }, 'last');
      // All that changed is handed over with the first delivery: lanes fold it anyway.
      taken.forEach((w, i) => w.resolve(i === 0 ? made : nothing));
    } catch (e) {
      // The commit could not even begin.
      if (taken.length === 0) this.#rejectAll(e);
      else if (taken.length > 1) for (const w of taken) this.#alone(w, settle);
      else for (const w of taken) w.reject(e);
    }
  }

  /** As many deliveries as make no commit long, one at least: what is short first, so that nobody's single alert waits behind another's
   *  storm, then what has waited longest. */
  #next(mostSignals: number): Waiting[] {
    const size = (w: Waiting): number => w.delivery.signals.length;
    const taken: Waiting[] = [];
    let signals = 0;
    const take = (some: readonly Waiting[], upTo: number): void => {
      for (const w of some) {
        if (taken.length > 0 && signals + size(w) > upTo) return;
        signals += size(w);
        taken.push(w);
      }
    };
    take(
      this.#waiting.filter((w) => size(w) <= shortest),
      mostSignals / 2,
    );
    take(
      this.#waiting.filter((w) => size(w) > shortest || !taken.includes(w)),
      mostSignals,
    );
    const inHand = new Set(taken);
    this.#waiting = this.#waiting.filter((w) => !inHand.has(w));
    return [...inHand];
  }

  #rejectAll(e: unknown): void {
    this.#scheduled = false;
    for (const w of this.#waiting.splice(0)) w.reject(e);
  }

  #alone(w: Waiting, settle: Settle): void {
    this.#gather.add((tx) => this.#merge(tx, [w], settle), 'last').then(w.resolve, w.reject);
  }

  async #merge(tx: Db, taken: readonly Waiting[], settle: Settle): Promise<Taken> {
    const deliveries = taken.map((w) => w.delivery);
    const fingerprints = new Set<string>();
    for (const d of deliveries) for (const s of d.signals) fingerprints.add(s.fingerprint);
    const known = new Map((await this.#engine.signalsBy(tx, [...fingerprints])).map((s) => [s.fingerprint, s]));
    const { rows, heardAgain, inhibitors, events, alarms } = settle(known, deliveries);
    if (rows.length > 0) await this.#engine.putSignals(tx, rows);
    await leaveGroups(tx, rows, known);
    if (heardAgain.length > 0) await this.#engine.touchSignals(tx, heardAgain);
    if (inhibitors.length > 0) await putInhibitors(tx, inhibitors);
    const timers = alarms.length > 0 ? await putAlarms(tx, alarms) : [];
    if (events.length === 0) return { events: [], timers };
    const accepted = await acceptIn(tx, events, this.#dayOf);
    return { events: accepted.flatMap((a) => (a.event ? [a.event] : [])), timers };
  }
}

/** Sets alarms where none is set; answers those that were. */
async function putAlarms(tx: Db, alarms: readonly Alarm[]): Promise<StoredTimer[]> {
  const set = new Set<string>();
  for (let from = 0; from < alarms.length; from += most) {
    const rows = alarms
      .slice(from, from + most)
      .map((a) => ({ key: a.key, name: a.name, at: Math.ceil(a.at), event: JSON.stringify(a.event) }));
    const made = await tx
      .insertInto('timer')
      .values(rows)
      .onConflict((c) => c.columns(['key', 'name']).doNothing())
      .returning('key')
      .execute();
    for (const { key } of made) set.add(key);
  }
  return alarms.filter((a) => set.has(a.key)).map((a) => ({ ...a, at: Math.ceil(a.at) }));
}

/** A signal that is routed anew is no longer in the further groups it was in before. */
async function leaveGroups(tx: Db, rows: readonly StoredSignal[], known: ReadonlyMap<string, StoredSignal>): Promise<void> {
  for (const { fingerprint, also } of rows) {
    const left = (known.get(fingerprint)?.also ?? []).filter((group) => !also.includes(group));
    if (left.length > 0) await tx.deleteFrom('signal_also').where('fingerprint', '=', fingerprint).where('group_id', 'in', left).execute();
  }
}

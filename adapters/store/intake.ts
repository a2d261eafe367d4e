import type { Event } from '../../domain/event/event.ts';
import type { Delivery, Settle } from '../../ports/store.ts';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import type { Db, StoreEngine } from './engine.ts';
import { acceptIn, type DayOf } from './events.ts';
import { putInhibitors } from './inhibitors.ts';
import type { Gather } from './gather.ts';

interface Waiting {
  readonly delivery: Delivery;
  readonly resolve: (events: Event[]) => void;
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

  take(delivery: Delivery, settle: Settle): Promise<Event[]> {
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
      const events = await this.#gather.add((tx) => {
        this.#scheduled = false;
        // Begun again after another process was in the way, it merges what it had taken, and what has come since.
        taken.push(...this.#waiting.splice(0));
        return this.#merge(tx, taken, settle);
      }, 'last');
      // All that changed is handed over with the first delivery: lanes fold it anyway.
      taken.forEach((w, i) => w.resolve(i === 0 ? events : []));
    } catch (e) {
      // The commit could not even begin.
      if (taken.length === 0) this.#rejectAll(e);
      else if (taken.length > 1) for (const w of taken) this.#alone(w, settle);
      else for (const w of taken) w.reject(e);
    }
  }

  #rejectAll(e: unknown): void {
    this.#scheduled = false;
    for (const w of this.#waiting.splice(0)) w.reject(e);
  }

  #alone(w: Waiting, settle: Settle): void {
    this.#gather.add((tx) => this.#merge(tx, [w], settle), 'last').then(w.resolve, w.reject);
  }

  async #merge(tx: Db, taken: readonly Waiting[], settle: Settle): Promise<Event[]> {
    const deliveries = taken.map((w) => w.delivery);
    const fingerprints = new Set<string>();
    for (const d of deliveries) for (const s of d.signals) fingerprints.add(s.fingerprint);
    const known = new Map((await this.#engine.signalsBy(tx, [...fingerprints])).map((s) => [s.fingerprint, s]));
    const { rows, heardAgain, inhibitors, events } = settle(known, deliveries);
    if (rows.length > 0) await this.#engine.putSignals(tx, rows);
    await leaveGroups(tx, rows, known);
    if (heardAgain.length > 0) await this.#engine.touchSignals(tx, heardAgain);
    if (inhibitors.length > 0) await putInhibitors(tx, inhibitors);
    if (events.length === 0) return [];
    const accepted = await acceptIn(tx, events, this.#dayOf);
    return accepted.flatMap((a) => (a.event ? [a.event] : []));
  }
}

/** A signal that is routed anew is no longer in the further groups it was in before. */
async function leaveGroups(tx: Db, rows: readonly StoredSignal[], known: ReadonlyMap<string, StoredSignal>): Promise<void> {
  for (const { fingerprint, also } of rows) {
    const left = (known.get(fingerprint)?.also ?? []).filter((group) => !also.includes(group));
    if (left.length > 0) await tx.deleteFrom('signal_also').where('fingerprint', '=', fingerprint).where('group_id', 'in', left).execute();
  }
}

import type { Event } from '../../domain/event/event.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoredTimer } from '../../ports/store.ts';

interface TimerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly fired: (events: readonly Event[]) => void;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** The stored timers of this process in order of time, with one alarm set for the first. */
export class Timers {
  readonly #parts: TimerParts;
  readonly #byName = new Map<string, StoredTimer>();
  #heap: StoredTimer[] = [];
  #cancel: () => void = () => {};
  #firing = 0;
  #stopped = false;

  constructor(parts: TimerParts) {
    this.#parts = parts;
  }

  get busy(): boolean {
    return this.#firing > 0;
  }

  set(timers: readonly StoredTimer[], gone: readonly { key: string; name: string }[] = []): void {
    for (const t of gone) this.#byName.delete(`${t.key} ${t.name}`);
    for (const t of timers) {
      this.#byName.set(`${t.key} ${t.name}`, t);
      push(this.#heap, t);
    }
    if (timers.length > 0) this.#arm();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #arm(): void {
    this.#cancel();
    while (this.#heap[0] && !this.#isSet(this.#heap[0])) pop(this.#heap);
    const first = this.#heap[0];
    if (first && !this.#stopped) this.#cancel = this.#parts.clock.alarm(first.at, () => void this.#fire());
  }

  /** A timer that was moved leaves its old entry in the heap; only the one by name is true. */
  #isSet(t: StoredTimer): boolean {
    return this.#byName.get(`${t.key} ${t.name}`) === t;
  }

  async #fire(): Promise<void> {
    const now = this.#parts.clock.now();
    const due: StoredTimer[] = [];
    while (this.#heap[0] && this.#heap[0].at <= now) {
      const t = pop(this.#heap);
      if (!t || !this.#isSet(t)) continue;
      this.#byName.delete(`${t.key} ${t.name}`);
      due.push(t);
    }
    this.#arm();
    this.#firing += 1;
    try {
      for (let from = 0; from < due.length; from += 200) this.#parts.fired(await this.#parts.store.fireTimers(due.slice(from, from + 200)));
    } catch (e) {
      this.#parts.failed('timers not fired; tried again in a second', e, { due: due.length });
      this.#parts.clock.alarm(now + 1_000, () => this.set(due));
    }
    this.#firing -= 1;
  }
}

function push(heap: StoredTimer[], t: StoredTimer): void {
  let i = heap.push(t) - 1;
  while (i > 0) {
    const up = (i - 1) >> 1;
    const parent = heap[up];
    if (!parent || parent.at <= t.at) break;
    heap[i] = parent;
    i = up;
  }
  heap[i] = t;
}

function pop(heap: StoredTimer[]): StoredTimer | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (!last || heap.length === 0) return top;
  let i = 0;
  for (;;) {
    const left = 2 * i + 1;
    const right = left + 1;
    const child = (heap[right]?.at ?? Infinity) < (heap[left]?.at ?? Infinity) ? right : left;
    const smaller = heap[child];
    if (!smaller || smaller.at >= last.at) break;
    heap[i] = smaller;
    i = child;
  }
  heap[i] = last;
  return top;
}

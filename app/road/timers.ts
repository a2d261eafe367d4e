import type { Event } from '../../domain/event/event.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoredTimer } from '../../ports/store.ts';

interface TimerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly fired: (events: readonly Event[]) => void;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** Clocks that are adjusted go back by less. */
const jumpMs = 1_000;

/** Fired in one piece. When much is due at once, all of it stands in line before what comes of the first of it. */
const atOnce = 1_000;

interface Waiting {
  readonly timer: StoredTimer;
  /** As the clock is now: not the timer's own time once the clock was set back. */
  readonly at: number;
}

/** The stored timers of this process in order of time, with one alarm set for the first. */
export class Timers {
  readonly #parts: TimerParts;
  readonly #byName = new Map<string, StoredTimer>();
  #heap: Waiting[] = [];
  #lastNow = -Infinity;
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
    const isBack = this.#noticeClock();
    for (const t of gone) this.#byName.delete(`${t.key} ${t.name}`);
    for (const timer of timers) {
      this.#byName.set(`${timer.key} ${timer.name}`, timer);
      push(this.#heap, { timer, at: timer.at });
    }
    if (timers.length > 0 || isBack) this.#arm();
  }

  /** Where the clock was set back, what waits goes on waiting as long as it was to, and not as much longer. Asked every second. */
  #noticeClock(): boolean {
    const now = this.#parts.clock.now();
    const back = this.#lastNow - now;
    this.#lastNow = now;
    if (back < jumpMs) return false;
    this.#heap = this.#heap.map(({ timer, at }) => ({ timer, at: at - back }));
    return true;
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
  #isSet({ timer }: Waiting): boolean {
    return this.#byName.get(`${timer.key} ${timer.name}`) === timer;
  }

  async #fire(): Promise<void> {
    this.#noticeClock();
    const now = this.#parts.clock.now();
    const due: StoredTimer[] = [];
    while (this.#heap[0] && this.#heap[0].at <= now) {
      const first = pop(this.#heap);
      if (!first || !this.#isSet(first)) continue;
      const { timer } = first;
      this.#byName.delete(`${timer.key} ${timer.name}`);
      due.push(timer);
    }
    this.#arm();
    this.#firing += 1;
    try {
      for (let from = 0; from < due.length; from += atOnce)
        this.#parts.fired(await this.#parts.store.fireTimers(due.slice(from, from + atOnce)));
    } catch (e) {
      // They are overdue now: the look at the store, which knows whether they were moved meanwhile, brings them back.
      this.#parts.failed('timers not fired; tried again in a second', e, { due: due.length });
    }
    this.#firing -= 1;
  }
}

function push(heap: Waiting[], t: Waiting): void {
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

function pop(heap: Waiting[]): Waiting | undefined {
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

import type { Clock } from '../../../ports/clock.ts';
import { OutsideError } from '../../../ports/errors.ts';
import type { Window } from './make.ts';

/** Part of each window that is kept for calls. */
const kept = 0.25;
/** Keys that are remembered, so that a repeat is not sent again. */
const remembered = 500;

interface Waiting<T> {
  readonly item: T;
  readonly isUrgent: boolean;
  readonly done: PromiseWithResolvers<void>;
}

interface LineParts<T> {
  readonly clock: Clock;
  readonly windows: readonly Window[];
  /** Sends as many of these as one message holds, the first ones first, and answers how many that were. */
  readonly deliver: (items: readonly T[]) => Promise<number>;
}

/** All that goes to one robot, one message after the other and no faster than it may. What comes meanwhile goes out together, calls first. */
export class Line<T> {
  readonly #parts: LineParts<T>;
  readonly #sent = new Map<string, Promise<void>>();
  #waiting: Waiting<T>[] = [];
  /** When the last messages went out. */
  #times: number[] = [];
  #shutUntil = 0;
  #atOnce = Infinity;
  #isRunning = false;

  constructor(parts: LineParts<T>) {
    this.#parts = parts;
  }

  /** Resolves when it has gone out, alone or with others; once per key. Throws what delivery throws, and `rate-limited` with the time to wait. */
  send(item: T, { key, isUrgent }: { key: string; isUrgent: boolean }): Promise<void> {
    const before = this.#sent.get(key);
    if (before) return before;
    const sending = this.#enter(item, isUrgent);
    this.#sent.set(key, sending);
    sending.catch(() => this.#sent.delete(key));
    for (const old of [...this.#sent.keys()].slice(0, -remembered)) this.#sent.delete(old);
    return sending;
  }

  #enter(item: T, isUrgent: boolean): Promise<void> {
    const done = Promise.withResolvers<void>();
    this.#waiting.push({ item, isUrgent, done });
    void this.#run();
    return done.promise;
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    // What was decided together goes out together.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const waitMs = this.#nextAt(this.#waiting.some((w) => w.isUrgent)) - this.#parts.clock.now();
      if (waitMs <= 0) await this.#deliver();
      // It waits in the store, where nothing is lost, and comes again.
      else this.#leave(this.#waiting, ({ done }) => done.reject(full(waitMs)));
    }
    this.#isRunning = false;
  }

  async #deliver(): Promise<void> {
    const { clock, deliver } = this.#parts;
    const all = this.#waiting.toSorted((a, b) => Number(b.isUrgent) - Number(a.isUrgent)).slice(0, this.#atOnce);
    this.#times.push(clock.now());
    this.#atOnce = Infinity;
    try {
      const count = await deliver(all.map((w) => w.item));
      this.#leave(all.slice(0, count), ({ done }) => done.resolve());
    } catch (e) {
      // One of them is at fault, and must not take the others with it.
      if (e instanceof OutsideError && e.failure === 'invalid' && all.length > 1) {
        this.#atOnce = 1;
        return;
      }
      const isFull = e instanceof OutsideError && e.failure === 'rate-limited';
      if (isFull) this.#shutUntil = clock.now() + (e.retryAfterMs ?? 0);
      this.#leave(all, ({ done }) => done.reject(e));
    }
  }

  #leave(these: readonly Waiting<T>[], end: (w: Waiting<T>) => void): void {
    this.#waiting = this.#waiting.filter((w) => !these.includes(w));
    for (const w of these) end(w);
  }

  /** The first moment at which one more message may go out. */
  #nextAt(isUrgent: boolean): number {
    const now = this.#parts.clock.now();
    const widest = Math.max(...this.#parts.windows.map((w) => w.perMs));
    this.#times = this.#times.filter((t) => t > now - widest);
    const ends = this.#parts.windows.map(({ count, perMs }) => {
      const most = isUrgent ? count : Math.max(1, Math.floor(count * (1 - kept)));
      const first = this.#times.filter((t) => t > now - perMs).at(-most);
      return first === undefined ? now : first + perMs;
    });
    return Math.max(this.#shutUntil, now, ...ends);
  }
}

const full = (waitMs: number): OutsideError =>
  new OutsideError('rate-limited', `robot: it has sent as much as it may for now; tried again in ${Math.ceil(waitMs / 1_000)} s`, waitMs);

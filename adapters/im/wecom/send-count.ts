import type { Urgency } from '../../../domain/event/effect.ts';
import type { Clock } from '../../../ports/clock.ts';
import { OutsideError, ReachError } from '../../../ports/errors.ts';

interface Window {
  readonly perMs: number;
  readonly most: number;
  /** Of these, for calls alone. */
  readonly kept: number;
}

/** WeCom drops what is beyond these for a member, and says that all is well. */
const windows: readonly Window[] = [
  { perMs: 60_000, most: 30, kept: 8 },
  { perMs: 3_600_000, most: 1_000, kept: 100 },
];
const widestMs = Math.max(...windows.map(({ perMs }) => perMs));

/** Counts what each member was sent, so that nothing is sent that nobody would see. */
export class SendCount {
  readonly #name: string;
  readonly #clock: Clock;
  readonly #sent = new Map<string, number[]>();

  constructor(name: string, clock: Clock) {
    this.#name = name;
    this.#clock = clock;
  }

  /** Counts one more message to the member. Where WeCom would drop it: throws a ReachError for a page, so that it goes out by other means at
   *  once, and `rate-limited` with the milliseconds for everything else. */
  take(user: string, urgency: Urgency): void {
    const now = this.#clock.now();
    const times = (this.#sent.get(user) ?? []).filter((at) => at > now - widestMs);
    const waitMs = Math.max(...windows.map((window) => waitIn(window, times, { urgency, now })));
    if (waitMs > 0) throw urgency === 'page' ? this.#unreachable() : this.#later(waitMs);
    this.#sent.delete(user);
    this.#sent.set(user, [...times, now]);
    this.#forget(now);
  }

  /** Those who get nothing but calls at this moment. */
  get full(): readonly string[] {
    const now = this.#clock.now();
    const isFull = (times: readonly number[]): boolean => windows.some((window) => waitIn(window, times, { urgency: 'card', now }) > 0);
    return [...this.#sent].flatMap(([user, times]) => (isFull(times) ? [user] : []));
  }

  #unreachable(): OutsideError {
    return new ReachError('forbidden', 'over-limit', {
      who: this.#name,
      fix: 'WeCom drops more than 30 messages a minute and 1,000 an hour to one member, and does not say so.',
    });
  }

  #later(waitMs: number): OutsideError {
    const seconds = Math.ceil(waitMs / 1_000);
    return new OutsideError(
      'rate-limited',
      `${this.#name}: this member may get more in ${seconds} s; until then WeCom would drop it.`,
      waitMs,
    );
  }

  /** Whoever was written to longest ago is first. */
  #forget(now: number): void {
    for (const [user, times] of this.#sent) {
      if ((times.at(-1) ?? 0) > now - widestMs) return;
      this.#sent.delete(user);
    }
  }
}

function waitIn({ perMs, most, kept }: Window, times: readonly number[], { urgency, now }: { urgency: Urgency; now: number }): number {
  const room = urgency === 'page' ? most : most - kept;
  const recent = times.filter((at) => at > now - perMs);
  const first = recent.at(-room);
  return first === undefined ? 0 : first + perMs - now;
}

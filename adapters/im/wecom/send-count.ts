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

interface Message {
  readonly urgency: Urgency;
  /** The same for all tries of one message, of which one shows at most. */
  readonly key: string;
}

/** When each message went to a member, by its key. */
type Sent = Map<string, number>;

/** Counts what each member was sent, so that nothing is sent that nobody would see. */
export class SendCount {
  readonly #name: string;
  readonly #clock: Clock;
  readonly #sent = new Map<string, Sent>();

  constructor(name: string, clock: Clock) {
    this.#name = name;
    this.#clock = clock;
  }

  /** Counts a message to the member; another try of one that may have got through is no further one. Answers how to take that back where it
   *  certainly reached nobody. Where WeCom would drop it: throws a ReachError for a page, so that it goes out by other means at once, and
   *  `rate-limited` with the milliseconds for everything else. */
  take(user: string, { urgency, key }: Message): () => void {
    const now = this.#clock.now();
    const sent = new Map([...(this.#sent.get(user) ?? [])].filter(([, at]) => at > now - widestMs));
    const before = sent.get(key);
    sent.delete(key);
    const waitMs = waitFor([...sent.values()], { urgency, now });
    if (waitMs > 0) throw urgency === 'page' ? this.#unreachable() : this.#later(waitMs);
    this.#sent.delete(user);
    this.#sent.set(user, sent.set(key, now));
    this.#forget(now);
    return () => this.#restore(user, key, before);
  }

  /** Those who get nothing but calls at this moment. */
  get full(): readonly string[] {
    const now = this.#clock.now();
    return [...this.#sent].flatMap(([user, sent]) => (waitFor([...sent.values()], { urgency: 'card', now }) > 0 ? [user] : []));
  }

  #restore(user: string, key: string, before: number | undefined): void {
    const sent = this.#sent.get(user);
    if (before === undefined) sent?.delete(key);
    else sent?.set(key, before);
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
    for (const [user, sent] of this.#sent) {
      if (Math.max(...sent.values()) > now - widestMs) return;
      this.#sent.delete(user);
    }
  }
}

const waitFor = (times: readonly number[], at: { urgency: Urgency; now: number }): number =>
  Math.max(...windows.map((window) => waitIn(window, times, at)));

function waitIn({ perMs, most, kept }: Window, times: readonly number[], { urgency, now }: { urgency: Urgency; now: number }): number {
  const room = urgency === 'page' ? most : most - kept;
  const recent = times.filter((at) => at > now - perMs).toSorted((a, b) => a - b);
  const first = recent.at(-room);
  return first === undefined ? 0 : first + perMs - now;
}

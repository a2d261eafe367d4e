import type { Args } from './args.ts';
import type { Method } from './methods/method.ts';

interface Bucket {
  /** What may still be taken at once. */
  left: number;
  at: number;
}

const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;
/** chat.postMessage: one a second in a channel, a few at once now and then. */
const burst = 4;

/** Slack's limits: so many calls of a method in a minute by its tier, and a message a second in each channel. */
export class Limits {
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Null if the call may go ahead, else the whole seconds to wait. */
  take(name: string, method: Method, args: Args): number | null {
    const isMessage = method.tier === 'message';
    const [most, perMs] = isMessage ? [burst, 1 / 1_000] : [perMinute[method.tier], perMinute[method.tier] / 60_000];
    const key = isMessage ? `${name} ${args.text('channel')}` : name;
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { left: most, at: now };
    const left = Math.min(most, bucket.left + (now - bucket.at) * perMs);
    const isFree = left >= 1;
    this.#buckets.set(key, { left: isFree ? left - 1 : left, at: now });
    return isFree ? null : Math.max(1, Math.ceil((1 - left) / perMs / 1_000));
  }
}

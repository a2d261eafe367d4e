import { urgencies, type Urgency } from '../../domain/event/effect.ts';
import type { Clock } from '../../ports/clock.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { MethodLimit, Pace, Turn } from '../../ports/pace.ts';

export interface PaceParts {
  /** The platform that is spared, for errors. */
  readonly name: string;
  readonly clock: Clock;
  /** By method. One that is not in it waits only where the platform has refused it. */
  readonly limits: Readonly<Record<string, MethodLimit>>;
}

/** An effect is held no longer than this. */
const patienceMs = 5_000;
/** A place that is kept is lost when its effect is so late. */
const lateMs = 5_000;
/** What has not been used for so long is forgotten: it would be full again. */
const idleMs = 10 * 60_000;
const mostBuckets = 2_000;
const unlimited: MethodLimit = { atOnce: Number.MAX_SAFE_INTEGER, perMinute: Number.MAX_SAFE_INTEGER };

/** Keeps calls within the limits of a platform: a bucket for each method, and where it counts by conversation for each of these. */
export class Paces implements Pace {
  readonly #parts: PaceParts;
  readonly #buckets = new Map<string, Bucket>();

  constructor(parts: PaceParts) {
    this.#parts = parts;
  }

  async turn({ method, conv, urgency }: Turn): Promise<void> {
    const { name } = this.#parts;
    const waitMs = await this.#bucket(method, conv).turn(urgency);
    if (waitMs === null) return;
    const seconds = Math.ceil(waitMs / 1_000);
    throw new OutsideError(
      'rate-limited',
      `${name}: ${method} has its turn in ${seconds} s, within what ${name} takes in a minute.`,
      waitMs,
    );
  }

  refused({ method, conv }: Pick<Turn, 'method' | 'conv'>, until: number): void {
    this.#bucket(method, conv).shut(until);
  }

  #bucket(method: string, conv: string | null): Bucket {
    const { limits, clock } = this.#parts;
    const limit = limits[method] ?? unlimited;
    const key = limit.each === 'conversation' ? `${method} ${conv ?? ''}` : method;
    const bucket = this.#buckets.get(key) ?? new Bucket(limit, clock);
    // The one that was used last is the last to be forgotten.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > mostBuckets) this.#forget();
    return bucket;
  }

  #forget(): void {
    const now = this.#parts.clock.now();
    for (const [key, bucket] of this.#buckets) {
      if (!bucket.isIdle(now)) continue;
      this.#buckets.delete(key);
      if (this.#buckets.size <= mostBuckets) return;
    }
  }
}

/** Somebody in line. Who was sent away has a place that is kept until `until`, for whoever comes back with the same urgency. */
interface Place {
  readonly urgency: Urgency;
  readonly order: number;
  readonly go: (() => void) | null;
  readonly from: number;
  readonly until: number;
}

const rank = (urgency: Urgency): number => urgencies.indexOf(urgency);

/** So many at once and then so many a minute; who waits goes by urgency, then in the order of coming. */
class Bucket {
  readonly #limit: MethodLimit;
  readonly #clock: Clock;
  #tokens: number;
  #at: number;
  #shutUntil = 0;
  #order = 0;
  #line: Place[] = [];
  #alarm: (() => void) | null = null;

  constructor(limit: MethodLimit, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
    this.#tokens = limit.atOnce;
    this.#at = clock.now();
  }

  /** Resolves with null when it may be called, or at once with the milliseconds until then, where these are too many to wait here. */
  turn(urgency: Urgency): Promise<number | null> {
    this.#refill();
    const order = this.#placeFor(urgency);
    const waitMs = this.#waitMs(urgency, order);
    const now = this.#clock.now();
    if (waitMs > patienceMs) {
      this.#line.push({ urgency, order, go: null, from: now + waitMs, until: now + waitMs + lateMs });
      return Promise.resolve(waitMs);
    }
    return new Promise((resolve) => {
      this.#line.push({ urgency, order, go: () => resolve(null), from: 0, until: Number.POSITIVE_INFINITY });
      this.#serve();
    });
  }

  /** Nothing goes out before that. */
  shut(until: number): void {
    this.#shutUntil = Math.max(this.#shutUntil, until);
    this.#serve();
  }

  isIdle(now: number): boolean {
    return this.#line.length === 0 && this.#shutUntil <= now && now - this.#at > idleMs;
  }

  /** Whoever was sent away comes back in their old place. */
  #placeFor(urgency: Urgency): number {
    const now = this.#clock.now();
    const kept = this.#line.find((place) => place.go === null && place.urgency === urgency && place.from <= now);
    if (kept === undefined) return (this.#order += 1);
    this.#line = this.#line.filter((place) => place !== kept);
    return kept.order;
  }

  #waitMs(urgency: Urgency, order: number): number {
    const ahead = this.#line.filter((p) => rank(p.urgency) < rank(urgency) || (p.urgency === urgency && p.order < order)).length;
    const missing = Math.max(0, ahead + 1 - this.#tokens);
    return Math.max(this.#shutUntil - this.#clock.now(), Math.ceil(missing * this.#perTokenMs));
  }

  get #perTokenMs(): number {
    return 60_000 / this.#limit.perMinute;
  }

  #refill(): void {
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#limit.atOnce, this.#tokens + Math.max(0, now - this.#at) / this.#perTokenMs);
    this.#at = now;
    this.#line = this.#line.filter((place) => place.until > now);
  }

  /** Lets go whoever may, in their order; a place that is kept keeps its token from those behind it. */
  #serve(): void {
    this.#refill();
    const isOpen = this.#shutUntil <= this.#clock.now();
    const line = this.#line.toSorted((a, b) => rank(a.urgency) - rank(b.urgency) || a.order - b.order);
    let free = isOpen ? Math.floor(this.#tokens + 1e-6) : 0;
    for (const place of line) {
      if (free < 1) break;
      free -= 1;
      if (place.go === null) continue;
      this.#tokens -= 1;
      this.#line = this.#line.filter((each) => each !== place);
      place.go();
    }
    this.#wake();
  }

  /** Looks again when the next token is there, it opens, or a kept place is given up. */
  #wake(): void {
    this.#alarm?.();
    this.#alarm = null;
    if (!this.#line.some((place) => place.go !== null)) return;
    const now = this.#clock.now();
    const nextToken = now + Math.max(1, Math.ceil((1 - (this.#tokens % 1)) * this.#perTokenMs));
    const at = this.#shutUntil > now ? this.#shutUntil : nextToken;
    this.#alarm = this.#clock.alarm(at, () => this.#serve());
  }
}

import { isNoWorse } from '../incident/severity.ts';
import type { Gale, Offer, Storm, Tie, Weighed } from './storm.ts';

/** When a storm is one. */
export interface StormLimits {
  /** So many groups with something in common … */
  readonly groups: (tie: Tie) => number;
  /** Whether half the firm has this in common. */
  readonly isWide: (tie: Tie) => boolean;
  /** … within this time are a storm. */
  readonly withinMs: number;
  /** A group that has something in common with one let through within `followsMs` waits `holdMs`, to see whether it is one of many. */
  readonly followsMs: number;
  readonly holdMs: number;
}

export interface Weighing {
  /** Let through now, on their own. */
  readonly passed: readonly Offer[];
  /** Wait a moment. */
  readonly held: readonly Offer[];
  /** Taken into storms that rage, by the group that heads each. */
  readonly took: ReadonlyMap<string, readonly Offer[]>;
  readonly began: readonly Outbreak[];
}

/** A storm that begins. */
export interface Outbreak {
  readonly tie: Tie;
  readonly head: Offer;
  /** Groups it takes in from the start. */
  readonly took: readonly Offer[];
  /** All that made it one, those with incidents of their own too: they count no more. */
  readonly tied: readonly string[];
}

/** Decides for groups that want to call somebody, in the order in which they came: the first goes at once; what is like it and follows within
 *  moments waits a moment; so many of a kind are a storm, and go under in the incident of the first; what is different, or worse, goes its own way. */
export function weigh(storm: Storm, offers: readonly Offer[], { now, limits }: { now: number; limits: StormLimits }): Weighing {
  const scale = new Scale(storm, { now, limits });
  for (const offer of offers) scale.put(offer);
  return scale.read();
}

class Scale {
  readonly #gales: readonly Gale[];
  readonly #now: number;
  readonly #limits: StormLimits;
  #lately: Weighed[];
  readonly #passed: Offer[] = [];
  readonly #held = new Map<string, Offer>();
  readonly #took = new Map<string, Offer[]>();
  readonly #began: { tie: Tie; head: Offer; took: Offer[]; tied: string[] }[] = [];

  constructor({ lately, gales }: Storm, { now, limits }: { now: number; limits: StormLimits }) {
    this.#lately = lately.filter((w) => w.heldUntil !== null || w.at > now - limits.withinMs);
    this.#gales = gales;
    this.#now = now;
    this.#limits = limits;
  }

  put(offer: Offer): void {
    if (this.#isTakenIn(offer)) return;
    // Asked again while it waits, or after it was let through, it counts once.
    this.#lately = this.#lately.filter((w) => w.offer.group !== offer.group);
    if (this.#follows(offer)) {
      this.#held.set(offer.group, offer);
      this.#lately.push({ offer, at: this.#now, heldUntil: this.#now + this.#limits.holdMs });
    } else this.#pass(offer);
    const tie = offer.ties.find((t) => this.#tiedBy(t).length >= this.#limits.groups(t));
    if (tie !== undefined) this.#breakOut(tie);
  }

  #isTakenIn(offer: Offer): boolean {
    const gale = this.#gales.find((g) => offer.ties.includes(g.tie) && isNoWorse(offer.severity, g.severity));
    if (gale) this.#took.set(gale.head, [...(this.#took.get(gale.head) ?? []), offer]);
    const begun = gale ? undefined : this.#began.find((b) => offer.ties.includes(b.tie) && isNoWorse(offer.severity, b.head.severity));
    begun?.took.push(offer);
    return gale !== undefined || begun !== undefined;
  }

  /** Whether something like it, and as bad, was let through a moment ago; of what half the firm has in common it takes two. */
  #follows(offer: Offer): boolean {
    const since = this.#now - this.#limits.followsMs;
    const before = this.#lately.filter((w) => w.heldUntil === null && w.at > since && isNoWorse(offer.severity, w.offer.severity));
    return offer.ties.some((t) => before.filter((w) => w.offer.ties.includes(t)).length >= (this.#limits.isWide(t) ? 2 : 1));
  }

  #pass(offer: Offer): void {
    this.#held.delete(offer.group);
    this.#passed.push(offer);
    this.#lately = [...this.#lately.filter((w) => w.offer.group !== offer.group), { offer, at: this.#now, heldUntil: null }];
  }

  readonly #tiedBy = (tie: Tie): Weighed[] => this.#lately.filter((w) => w.offer.ties.includes(tie));

  /** Those let through before it was a storm have incidents of their own; who still waits goes under, unless it is worse than the first. */
  #breakOut(tie: Tie): void {
    const tied = this.#tiedBy(tie);
    const first = tied.find((w) => w.heldUntil === null) ?? tied[0];
    if (!first) return;
    if (first.heldUntil !== null) this.#pass(first.offer);
    const waiting = tied.filter((w) => w.heldUntil !== null && w !== first).map((w) => w.offer);
    const took = waiting.filter((o) => isNoWorse(o.severity, first.offer.severity));
    for (const o of took) this.#held.delete(o.group);
    this.#began.push({ tie, head: first.offer, took, tied: tied.map((w) => w.offer.group) });
    this.#lately = this.#lately.filter((w) => !w.offer.ties.includes(tie));
    for (const o of waiting) if (!took.includes(o)) this.#pass(o);
  }

  read(): Weighing {
    return { passed: this.#passed, held: [...this.#held.values()], took: this.#took, began: this.#began };
  }
}

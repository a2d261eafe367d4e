/** Counts what happened lately, by whom it happened to. */
export class Tally {
  readonly #times = new Map<string, number[]>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How often within the last so many ms. */
  count(key: string, windowMs: number): number {
    const since = this.#now() - windowMs;
    return (this.#times.get(key) ?? []).filter((time) => time > since).length;
  }

  add(key: string, times = 1): void {
    const now = this.#now();
    const dayAgo = now - 86_400_000;
    const before = (this.#times.get(key) ?? []).filter((time) => time > dayAgo);
    this.#times.set(key, [...before, ...Array.from({ length: times }, () => now)]);
  }
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

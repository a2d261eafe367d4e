const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ids that look like Slack's, times that never come twice. The same calls give the same ids. */
export class Ids {
  #count = 0;
  #lastMicros = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** `C0EMULATED0A` for `C`. */
  next(kind: string): string {
    this.#count += 1;
    let rest = this.#count;
    let tail = '';
    while (rest > 0) {
      tail = letters[rest % 32] + tail;
      rest = Math.floor(rest / 32);
    }
    return `${kind}0${tail.padStart(9, 'E')}`;
  }

  /** Seconds with six digits behind the point, always later than the last one. */
  ts(): string {
    this.#lastMicros = Math.max(this.#now() * 1_000, this.#lastMicros + 1);
    const micros = Math.floor(this.#lastMicros);
    return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
  }
}

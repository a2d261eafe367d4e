interface Keeping {
  readonly most: number;
  /** Only for so long. */
  readonly forMs?: number;
  /** UTC ms. */
  readonly now?: () => number;
}

/** Answers by key, so many at most: what is asked of one key at the same time is one asking, and what failed is asked anew. */
export class Kept<T> {
  readonly #keeping: Required<Keeping>;
  readonly #all = new Map<string, { readonly answer: Promise<T>; readonly until: number }>();

  constructor({ most, forMs = Number.POSITIVE_INFINITY, now = () => 0 }: Keeping) {
    this.#keeping = { most, forMs, now };
  }

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const { most, forMs, now } = this.#keeping;
    const known = this.#all.get(key);
    if (known && known.until > now()) return known.answer;
    const asked = { answer: ask(), until: now() + forMs };
    this.#all.delete(key);
    this.#all.set(key, asked);
    asked.answer.catch(() => {
      if (this.#all.get(key) === asked) this.#all.delete(key);
    });
    const [oldest] = this.#all.keys();
    if (this.#all.size > most && oldest !== undefined) this.#all.delete(oldest);
    return asked.answer;
  }
}

/** Keys whose last try went unanswered: it may have taken effect, so the next one looks first. */
export class Doubts {
  readonly #keys = new Set<string>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** Remembers the key while what is done under it is in doubt. */
  async during<T>(key: string, isInDoubt: (error: unknown) => boolean, work: () => Promise<T>): Promise<T> {
    try {
      const done = await work();
      this.#keys.delete(key);
      return done;
    } catch (e) {
      if (isInDoubt(e)) this.#remember(key);
      throw e;
    }
  }

  #remember(key: string): void {
    this.#keys.add(key);
    const [oldest] = this.#keys;
    if (this.#keys.size > this.#most && oldest !== undefined) this.#keys.delete(oldest);
  }
}

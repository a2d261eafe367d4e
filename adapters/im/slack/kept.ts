/** Answers by key, so many at most: what is asked of one key at the same time is one asking, and what failed is asked anew. */
export class Kept<T> {
  readonly #most: number;
  readonly #all = new Map<string, Promise<T>>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#all.get(key);
    if (known) return known;
    const asked = ask();
    this.#all.set(key, asked);
    asked.catch(() => {
      if (this.#all.get(key) === asked) this.#all.delete(key);
    });
    const [oldest] = this.#all.keys();
    if (this.#all.size > this.#most && oldest !== undefined) this.#all.delete(oldest);
    return asked;
  }

  forget(key: string): void {
    this.#all.delete(key);
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

import { UnansweredError } from './errors.ts';

interface Trying {
  readonly now: number;
  /** What is known where no try of it was made here: it may be there since then. */
  readonly elsewhere: number | null;
}

/** What came of earlier tries, by the key of the message. One that has got through is forgotten. */
export class Tries {
  readonly #since = new Map<string, number | null>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  async during<T>(key: string, { now, elsewhere }: Trying, work: (since: number | null) => Promise<T>): Promise<T> {
    const known = this.#since.get(key);
    const since = known === undefined ? elsewhere : known;
    this.#since.delete(key);
    try {
      return await work(since);
    } catch (e) {
      this.#remember(key, since ?? (e instanceof UnansweredError ? now : null));
      throw e;
    }
  }

  #remember(key: string, since: number | null): void {
    this.#since.set(key, since);
    const [oldest] = this.#since.keys();
    if (this.#since.size > this.#most && oldest !== undefined) this.#since.delete(oldest);
  }
}

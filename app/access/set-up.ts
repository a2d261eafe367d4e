import type { Store } from '../../ports/store.ts';
import { isSame, newSecret } from './hash.ts';

/** The one-time link of the first user; it lives as long as this process, and in memory alone. */
export class SetUp {
  readonly #store: Store;
  readonly #isWanted: boolean;
  #token: string | null = newSecret();

  /** `hasToken`: with an admin token there is another way in. */
  constructor(store: Store, hasToken: boolean) {
    this.#store = store;
    this.#isWanted = !hasToken;
  }

  /** What stands behind the `#` of the link; null when it is over. */
  async token(): Promise<string | null> {
    return this.#isWanted && !(await this.#store.access.hasAccounts()) ? this.#token : null;
  }

  /** `over` when there is a user, or somebody else has it in hand. Taken back by `giveBack` when nothing came of it. */
  async take(given: string): Promise<'taken' | 'over' | 'wrong'> {
    const token = await this.token();
    if (token === null || this.#token === null) return 'over';
    if (!isSame(given, token)) return 'wrong';
    this.#token = null;
    return 'taken';
  }

  giveBack(token: string): void {
    this.#token = token;
  }
}

import type { Accounts } from '../../ports/accounts.ts';

/** How soon an open stream ends when its login does, in every process. */
const everyMs = 500;
/** Time ends logins too, and a page that is open counts as use. */
const allEveryMs = 60_000;

/** Looks again who is behind each open stream when a login may have ended or its rights changed. One small question for all of them. */
export class StreamWatch {
  readonly #access: Pick<Accounts, 'accessTurn'>;
  readonly #looks = new Set<() => Promise<void>>();
  /** Opened since the last beat: their login may have ended before they were watched. */
  readonly #fresh = new Set<() => Promise<void>>();
  #timer: NodeJS.Timeout | null = null;
  #turn: number | null = null;
  #lookedAt = 0;
  #isBusy = false;

  constructor(access: Pick<Accounts, 'accessTurn'>) {
    this.#access = access;
  }

  /** Calls `look` whenever something may have changed. Answers a way to stop. */
  watch(look: () => Promise<void>): () => void {
    this.#looks.add(look);
    this.#fresh.add(look);
    this.#timer ??= setInterval(() => void this.#tick(), everyMs).unref();
    return () => {
      this.#looks.delete(look);
      this.#fresh.delete(look);
      if (this.#looks.size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
      this.#turn = null;
    };
  }

  async #tick(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    // A store that is away is asked again at the next beat; until then nothing can have changed.
    await this.#look().catch(() => undefined);
    this.#isBusy = false;
  }

  async #look(): Promise<void> {
    const turn = await this.#access.accessTurn();
    const isDue = performance.now() - this.#lookedAt >= allEveryMs;
    const isAll = turn !== this.#turn || isDue;
    const looks = [...(isAll ? this.#looks : this.#fresh)];
    this.#fresh.clear();
    for (const look of looks) await look();
    if (!isAll) return;
    this.#turn = turn;
    this.#lookedAt = performance.now();
  }
}

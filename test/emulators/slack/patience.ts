/** How long the app is waited for: so many ms, or until Slack is told to wait no longer. */
export class Patience {
  readonly #ms: number;
  readonly #waits = new Set<AbortController>();

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** What `wait` brings; its signal is aborted as by a timeout when patience ends. */
  async during<T>(wait: (end: AbortSignal) => Promise<T>): Promise<T> {
    const told = new AbortController();
    this.#waits.add(told);
    try {
      return await wait(AbortSignal.any([told.signal, AbortSignal.timeout(this.#ms)]));
    } finally {
      this.#waits.delete(told);
    }
  }

  /** Answers whether anything was waited for. */
  ends(): boolean {
    const isWaiting = this.#waits.size > 0;
    for (const told of this.#waits) told.abort(new DOMException('told to wait no longer', 'TimeoutError'));
    return isWaiting;
  }
}

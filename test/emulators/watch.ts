/** Wakes those who wait whenever something is different. */
export class Watch {
  readonly #listeners = new Set<() => void>();
  #isStopped = false;

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  add(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  stop(): void {
    this.#isStopped = true;
    this.changed();
  }

  /** @throws {Error} after 15 s, with what `look` last threw. */
  until<T>(look: () => T | Promise<T>, what: string): Promise<NonNullable<Exclude<T, false>>> {
    return new Promise((resolve, reject) => {
      let last: unknown;
      const done = (settle: () => void): void => {
        leave();
        clearTimeout(timer);
        clearInterval(pulse);
        settle();
      };
      const late = (): Error => new Error(`waited 15 s for ${what}`, { cause: last });
      const tries = async (): Promise<void> => {
        if (this.#isStopped) return done(() => reject(new Error(`the emulator was stopped while waiting for ${what}`)));
        try {
          const value = await look();
          if (value !== undefined && value !== null && value !== false) done(() => resolve(value as NonNullable<Exclude<T, false>>));
        } catch (error) {
          last = error;
        }
      };
      const leave = this.add(() => void tries());
      const timer = setTimeout(() => done(() => reject(late())), 15_000);
      // What `look` looks at may lie outside of the emulator.
      const pulse = setInterval(() => void tries(), 50);
      void tries();
    });
  }
}

import { signal } from '@preact/signals';
import type { Answer, Refusal } from './api.ts';
import type { LiveName } from './event-stream.ts';
import type { Live } from './live.ts';

const gatherMs = 120;

/** A question to the server whose answer is kept true while anybody looks at it: asked again on each event
 *  named and after every reconnect. The last answer is kept for the next look. */
export class Question<T> {
  readonly value = signal<T | null>(null);
  readonly problem = signal<Refusal | null>(null);
  readonly #ask: () => Promise<Answer<T>>;
  #watchers = 0;
  #timer = 0;
  #isBusy = false;
  #isDue = false;

  constructor(ask: () => Promise<Answer<T>>) {
    this.#ask = ask;
  }

  /** Returns `unwatch`. */
  watch(live: Live, on: LiveName[]): () => void {
    this.#watchers += 1;
    if (this.#watchers === 1) this.now();
    const offs = [...on, 'hello' as const].map((name) => live.on(name, () => this.#soon()));
    return () => {
      this.#watchers -= 1;
      for (const off of offs) off();
    };
  }

  now(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#isBusy) this.#isDue = true;
    else void this.#run();
  }

  /** Many events in a moment become one question. */
  #soon(): void {
    this.#timer ||= window.setTimeout(() => this.now(), gatherMs);
  }

  /** Never two at a time; what happened while one was on its way is asked once more. */
  async #run(): Promise<void> {
    this.#isBusy = true;
    do {
      this.#isDue = false;
      const answer = await this.#ask();
      this.problem.value = answer.ok ? null : answer.refusal;
      if (answer.ok) this.value.value = answer.value;
    } while (this.#isDue);
    this.#isBusy = false;
  }
}

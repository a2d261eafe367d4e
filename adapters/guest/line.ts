import { OutsideError, UnansweredError } from '../../ports/errors.ts';
import type { Calls } from '../../ports/guest.ts';
import type { Speech, Wrong } from './message.ts';

/** One end of what connects two processes. */
export interface Port {
  /** Throws what cannot be said in plain data. */
  postMessage(message: unknown): void;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Questions and answers between two processes. */
export class Line {
  readonly #port: Port;
  readonly #answer: (name: string, asked: unknown) => Promise<unknown>;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor(port: Port, answer: (name: string, asked: unknown) => Promise<unknown>) {
    this.#port = port;
    this.#answer = answer;
  }

  async call(name: string, asked: unknown): Promise<unknown> {
    const n = (this.#asked += 1);
    this.#port.postMessage({ is: 'asked', n, name, asked } satisfies Speech);
    return new Promise((resolve, reject) => this.#waiting.set(n, { resolve, reject }));
  }

  /** Nobody is at the other end any more. */
  end(error: OutsideError): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  take(said: Speech): void {
    if (said.is === 'asked') void this.#answered(said);
    else if (said.is === 'answered') this.#taken(said.n)?.resolve(said.answer);
    else this.#taken(said.n)?.reject(errorOf(said.wrong));
  }

  async #answered({ n, name, asked }: Extract<Speech, { is: 'asked' }>): Promise<void> {
    try {
      this.#port.postMessage({ is: 'answered', n, answer: await this.#answer(name, asked) } satisfies Speech);
    } catch (e) {
      this.#port.postMessage({ is: 'failed', n, wrong: wrongOf(e) } satisfies Speech);
    }
  }

  #taken(n: number): Waiting | undefined {
    const waiting = this.#waiting.get(n);
    this.#waiting.delete(n);
    return waiting;
  }
}

/** What is answered to a question by one of these. */
export async function answerBy(calls: Calls, name: string, asked: unknown): Promise<unknown> {
  const does = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!does) throw new Error(`nobody answers to ${name}`);
  return does(asked as never);
}

function wrongOf(e: unknown): Wrong {
  const isOurs = e instanceof OutsideError;
  return {
    message: e instanceof Error ? e.message : String(e),
    failure: isOurs ? e.failure : null,
    retryAfterMs: isOurs ? e.retryAfterMs : null,
    isUnanswered: e instanceof UnansweredError,
  };
}

function errorOf({ message, failure, retryAfterMs, isUnanswered }: Wrong): Error {
  if (isUnanswered) return new UnansweredError(message);
  return failure === null ? new Error(message) : new OutsideError(failure, message, retryAfterMs);
}

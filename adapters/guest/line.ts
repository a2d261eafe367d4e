import { OutsideError, UnansweredError, type FailureClass } from '../../ports/errors.ts';
import type { Calls } from '../../ports/guest.ts';

/** One end of what connects two processes. */
export interface Port {
  postMessage(message: unknown): void;
}

interface Wrong {
  readonly message: string;
  /** Null: nothing that the other side has a class for. */
  readonly failure: FailureClass | null;
  readonly retryAfterMs: number | null;
  readonly isUnanswered: boolean;
}

type Message =
  | { readonly is: 'asked'; readonly n: number; readonly name: string; readonly asked: unknown }
  | { readonly is: 'answered'; readonly n: number; readonly answer: unknown }
  | { readonly is: 'failed'; readonly n: number; readonly wrong: Wrong };

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

  call(name: string, asked: unknown): Promise<unknown> {
    const n = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(n, { resolve, reject });
      this.#port.postMessage({ is: 'asked', n, name, asked } satisfies Message);
    });
  }

  /** Nobody is at the other end any more. */
  end(because: string): void {
    for (const { reject } of this.#waiting.values()) reject(new UnansweredError(because));
    this.#waiting.clear();
  }

  /** Answers whether it was for the line. */
  async take(said: unknown): Promise<boolean> {
    const message = said as Message;
    switch (message.is) {
      case 'asked':
        this.#port.postMessage(await this.#answered(message));
        return true;
      case 'answered':
        this.#taken(message.n)?.resolve(message.answer);
        return true;
      case 'failed':
        this.#taken(message.n)?.reject(errorOf(message.wrong));
        return true;
      default:
        return false;
    }
  }

  async #answered({ n, name, asked }: Extract<Message, { is: 'asked' }>): Promise<Message> {
    try {
      return { is: 'answered', n, answer: await this.#answer(name, asked) };
    } catch (e) {
      return { is: 'failed', n, wrong: wrongOf(e) };
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

import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Urgency } from '../../../domain/event/effect.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { OutsideError } from '../../../ports/errors.ts';
import type { Pace } from '../../../ports/pace.ts';
import { classify } from './classify.ts';
import { quietLogger } from './quiet-logger.ts';

export interface CallParts {
  /** The configured name of the chat. */
  readonly name: string;
  readonly botToken: string;
  /** Of the Web API, where it is not Slack's own. */
  readonly url: string | undefined;
  readonly clock: Clock;
  readonly pace: Pace;
  /** For each call. */
  readonly patienceMs: number;
}

export interface Asking {
  readonly method: string;
  readonly urgency: Urgency;
  /** The conversation that it is about, where there is one. */
  readonly conv?: string;
}

/** The way to Slack's Web API: in turn, without tries of its own, and with every failure as an OutsideError. What is for a person does not
 *  queue behind the rest. */
export class Calls {
  readonly #parts: CallParts;
  readonly #forPeople: WebClient;
  readonly #forAll: WebClient;

  constructor(parts: CallParts) {
    this.#parts = parts;
    const options: WebClientOptions = {
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: parts.patienceMs,
      logger: quietLogger,
      allowAbsoluteUrls: false,
      ...(parts.url === undefined ? {} : { slackApiUrl: parts.url }),
    };
    this.#forPeople = new WebClient(parts.botToken, options);
    this.#forAll = new WebClient(parts.botToken, options);
  }

  async make<T>({ method, urgency, conv = '' }: Asking, ask: (slack: WebClient) => Promise<T>): Promise<T> {
    const { pace } = this.#parts;
    const turn = { method, urgency, conv: conv === '' ? null : conv };
    await pace.turn(turn);
    try {
      return await ask(urgency === 'page' ? this.#forPeople : this.#forAll);
    } catch (e) {
      const error = this.#classified(e, method);
      if (error.failure === 'rate-limited' && error.retryAfterMs !== null) pace.refused(turn, this.#parts.clock.now() + error.retryAfterMs);
      throw error;
    }
  }

  #classified(error: unknown, method: string): OutsideError {
    return classify(error, { chat: this.#parts.name, method });
  }
}

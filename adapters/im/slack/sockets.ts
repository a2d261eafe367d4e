import { SocketModeReceiver, type ReceiverEvent } from '@slack/bolt';
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { EarsState } from '../../../ports/chat-ears.ts';
import type { Clock } from '../../../ports/clock.ts';
import { quietLogger } from './quiet-logger.ts';

export interface SocketParts {
  readonly appToken: string;
  /** Of the Web API; null: Slack's own. */
  readonly url: string | null;
  readonly clock: Clock;
  readonly take: (event: ReceiverEvent) => Promise<void>;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** Pauses before a connection that could not be made is tried again. */
const backoffMs = [0, 1_000, 2_000, 5_000, 10_000, 30_000];
/** Slack allows ten for an app: where others have them all, we ask seldom. */
const crowdedMs = 300_000;
/** A connection that held for so long was a good one: what ends it is made good at once. One that did not is not made again and again. */
const steadyMs = 10_000;
/** For saying goodbye to somebody who may not be there any more. */
const partingMs = 1_000;

/** One connection of ours to Slack. It is Bolt's, but for being made anew: that we do at once, and without giving up. */
export class Socket {
  readonly #parts: SocketParts;
  #receiver: SocketModeReceiver | null = null;
  #state: EarsState;
  #tries = 0;
  #isStopped = false;
  #calm: () => void = () => {};

  constructor(parts: SocketParts) {
    this.#parts = parts;
    this.#state = { state: 'off', since: parts.clock.now(), because: null };
  }

  get state(): EarsState {
    return this.#state;
  }

  /** Resolves after the first try, however it went. */
  async start(): Promise<void> {
    this.#isStopped = false;
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#calm();
    this.#is('off');
    const receiver = this.#receiver;
    this.#receiver = null;
    await Promise.race([receiver?.client.disconnect(), new Promise((resolve) => setTimeout(resolve, partingMs).unref())]);
  }

  async #connect(): Promise<void> {
    if (this.#isStopped) return;
    this.#is(this.#state.state === 'lost' ? 'lost' : 'connecting', this.#state.because);
    const receiver = this.#make();
    this.#receiver = receiver;
    try {
      await receiver.start();
    } catch (error) {
      return this.#lost(receiver, reasonOf(error), error instanceof WebAPIRateLimitedError ? error.retryAfter * 1_000 : 0);
    }
    if (this.#receiver === receiver) return this.#is('listening');
    // Nobody wants it any more.
    await receiver.client.disconnect().catch(() => {});
  }

  #make(): SocketModeReceiver {
    const { appToken, url, take } = this.#parts;
    const receiver = new SocketModeReceiver({
      appToken,
      logger: quietLogger,
      // Its own way back waits five seconds, and what fails then is nobody's to catch.
      autoReconnectEnabled: false,
      installerOptions: {
        clientOptions: {
          retryConfig: { retries: 0 },
          rejectRateLimitedCalls: true,
          timeout: 10_000,
          ...(url === null ? {} : { slackApiUrl: url }),
        },
      },
    });
    // Whoever is told to go is made good at once: saying goodbye may take its time.
    receiver.client.on('ws_message', (data: unknown) => {
      const reason = toldToGo(String(data));
      if (reason !== null) this.#lost(receiver, reason);
    });
    receiver.client.on('disconnected', () => this.#lost(receiver, 'the connection ended'));
    receiver.client.on('error', () => {});
    receiver.init({ processEvent: take } as Parameters<SocketModeReceiver['init']>[0]);
    return receiver;
  }

  /** `leastMs`: Slack takes no try before that. */
  #lost(receiver: SocketModeReceiver, because: string, leastMs = 0): void {
    if (this.#receiver !== receiver || this.#isStopped) return;
    this.#receiver = null;
    const { clock } = this.#parts;
    const now = clock.now();
    const isCrowded = because === 'too_many_websockets';
    if (this.#state.state === 'listening' && now - this.#state.since >= steadyMs) this.#tries = 0;
    const wait = Math.max(leastMs, isCrowded ? crowdedMs : (backoffMs[Math.min(this.#tries, backoffMs.length - 1)] ?? 0));
    this.#tries += 1;
    if (wait > 0) this.#is('lost', isCrowded ? 'Slack says that this app has ten connections already' : because);
    this.#calm = clock.alarm(now + wait, () => void this.#connect());
  }

  #is(state: EarsState['state'], because: string | null = null): void {
    if (state === this.#state.state && because === this.#state.because) return;
    this.#state = { state, because, since: this.#parts.clock.now() };
  }
}

/** Why Slack wants the connection to end; null where it says something else. */
function toldToGo(message: string): string | null {
  if (!message.includes('"disconnect"')) return null;
  try {
    const { type, reason = 'the connection ended' } = JSON.parse(message) as { type?: string; reason?: string };
    return type === 'disconnect' ? reason : null;
  } catch {
    return null;
  }
}

/** Its code where it has one: messages may hold addresses with tickets in them. */
function reasonOf(error: unknown): string {
  if (error instanceof WebAPIPlatformError) return error.data.error;
  if (error instanceof WebAPIRateLimitedError) return 'ratelimited';
  if (error instanceof WebAPIHTTPError) return `HTTP ${error.statusCode}`;
  const { original, code } = (error ?? {}) as { original?: { cause?: { code?: string } }; code?: string };
  return original?.cause?.code ?? code ?? 'Slack could not be reached';
}

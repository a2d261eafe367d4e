import { SocketModeReceiver, type ReceiverEvent } from '@slack/bolt';
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

/** One connection of ours to Slack. It is Bolt's, but for being made anew: that we do at once, and without giving up. */
export class Socket {
  readonly #parts: SocketParts;
  #receiver: SocketModeReceiver | null = null;
  #state: EarsState;
  #tries = 0;
  #isStopped = false;
  #isCrowded = false;
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
    await receiver?.client.disconnect();
  }

  async #connect(): Promise<void> {
    if (this.#isStopped) return;
    this.#is(this.#state.state === 'lost' ? 'lost' : 'connecting', this.#state.because);
    const receiver = this.#make();
    this.#receiver = receiver;
    try {
      await receiver.start();
      this.#tries = 0;
      this.#is('listening');
      receiver.client.once('disconnected', () => this.#lost(receiver, 'the connection ended'));
    } catch (error) {
      this.#lost(receiver, reasonOf(error));
    }
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
    receiver.client.on('ws_message', (data: unknown) => {
      if (String(data).includes('"too_many_websockets"')) this.#isCrowded = true;
    });
    receiver.client.on('error', () => {});
    receiver.init({ processEvent: take } as Parameters<SocketModeReceiver['init']>[0]);
    return receiver;
  }

  #lost(receiver: SocketModeReceiver, because: string): void {
    if (this.#receiver !== receiver || this.#isStopped) return;
    const wait = this.#isCrowded ? crowdedMs : (backoffMs[Math.min(this.#tries, backoffMs.length - 1)] ?? 0);
    if (this.#tries > 0 || this.#isCrowded)
      this.#is('lost', this.#isCrowded ? 'Slack says that this app has ten connections already' : because);
    this.#isCrowded = false;
    this.#tries += 1;
    const { clock } = this.#parts;
    this.#calm = clock.alarm(clock.now() + wait, () => void this.#connect());
  }

  #is(state: EarsState['state'], because: string | null = null): void {
    if (state === this.#state.state && because === this.#state.because) return;
    this.#state = { state, because, since: this.#parts.clock.now() };
  }
}

/** Its code where it has one: messages may hold addresses with tickets in them. */
function reasonOf(error: unknown): string {
  const { data, code } = (error ?? {}) as { data?: { error?: string }; code?: string };
  return data?.error ?? code ?? 'Slack could not be reached';
}

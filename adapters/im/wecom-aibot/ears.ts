import type { Inbound } from '../../../domain/chat/heard.ts';
import type { Ears, Hearing } from '../../../ports/chat-ears.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Connection } from './connection.ts';
import type { Clicks } from './doors.ts';
import type { Frame } from './frames.ts';
import { received } from './receive.ts';

export interface EarsParts {
  readonly name: string;
  readonly clock: Clock;
  readonly clicks: Clicks;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** WeCom tells everything once and never again: what the store does not take is brought to it again for a while. */
const againMs = [1_000, 2_000, 5_000, 10_000, 30_000];

/** How WeCom reaches us: over the one connection. What it tells is stored, then answered. */
export class AibotEars implements Ears {
  readonly #parts: EarsParts;
  readonly #connection: Connection;
  #hearing: Hearing | null = null;

  constructor(parts: EarsParts, connection: Connection) {
    this.#parts = parts;
    this.#connection = connection;
  }

  async start(hearing: Hearing): Promise<void> {
    this.#hearing = hearing;
    void this.#connection.start();
  }

  async stop(): Promise<void> {
    await this.#connection.stop();
    this.#hearing = null;
  }

  state = (): ReturnType<Ears['state']> => this.#connection.state;

  told(frame: Frame): void {
    const { inbound, click } = received(frame, this.#parts.clock.now());
    // It is known before what follows from it can ask for it.
    if (click) this.#parts.clicks.add(click);
    for (const each of inbound) void this.#heard(each, 0);
  }

  async #heard(inbound: Inbound, tries: number): Promise<void> {
    try {
      await this.#hearing?.heard(inbound);
    } catch (error) {
      const { clock, failed, name } = this.#parts;
      const pause = againMs[tries];
      failed(pause === undefined ? 'what WeCom told is lost' : 'what WeCom told could not be stored; again in a moment', error, {
        chat: name,
      });
      if (pause !== undefined) clock.alarm(clock.now() + pause, () => void this.#heard(inbound, tries + 1));
    }
  }
}

import { z } from 'zod';
import type { ChatMemory } from '../../../ports/chat-memory.ts';
import type { Clock } from '../../../ports/clock.ts';

interface KickParts {
  /** The chat as it is configured. */
  readonly name: string;
  readonly clock: Clock;
  readonly memory: ChatMemory;
  /** 0..1 */
  readonly dice: () => number;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** How often another program has put us out since the last steady connection, and until when it is left the robot (UTC ms). */
const Kicked = z.object({ times: z.number(), until: z.number() });
type Kicked = z.output<typeof Kicked>;

/** For whoever took the connection: it is not taken back at once. */
const pausesMs = [60_000, 300_000, 900_000, 1_800_000];
/** A connection that held for so long shows that nobody else wants it. */
const steadyMs = 600_000;
const key = 'kicked';
const never: Kicked = { times: 0, until: 0 };

/** Another program that connects as our robot, known to all processes of ours: none of them takes from it what it took from another of them. */
export class Kicks {
  readonly #parts: KickParts;
  /** As it was last known, for while the store does not answer. */
  #known = never;

  constructor(parts: KickParts) {
    this.#parts = parts;
  }

  /** Once more, after the connection held for so many ms. Answers until when it is left to them. */
  async again(heldMs: number): Promise<number> {
    const now = this.#parts.clock.now();
    const { times } = heldMs >= steadyMs ? never : await this.#read();
    const pause = (pausesMs[Math.min(times, pausesMs.length - 1)] ?? 0) * (0.75 + this.#parts.dice() / 2);
    this.#known = { times: times + 1, until: now + pause };
    await this.#parts.memory.keep(key, JSON.stringify(this.#known), this.#known.until + steadyMs).catch((e: unknown) => this.#away(e));
    return this.#known.until;
  }

  /** Until when it is left to them; a time that is over where it is ours. */
  async until(): Promise<number> {
    return (await this.#read()).until;
  }

  async #read(): Promise<Kicked> {
    try {
      const kept = await this.#parts.memory.read(key);
      this.#known = kept === null ? never : Kicked.parse(JSON.parse(kept));
    } catch (e) {
      this.#away(e);
    }
    return this.#known;
  }

  #away(e: unknown): void {
    this.#parts.failed('how often another program took the connection to WeCom is known here alone', e, { chat: this.#parts.name });
  }
}

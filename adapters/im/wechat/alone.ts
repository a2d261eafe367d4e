import type { Leases } from '../../../ports/chat-memory.ts';
import type { Clock } from '../../../ports/clock.ts';

export interface AloneParts {
  /** What only one process may hold. */
  readonly lease: string;
  readonly leases: Leases;
  readonly clock: Clock;
  /** It is ours now. */
  readonly ours: () => void;
  /** It is another process's, or nobody can tell any more whose. */
  readonly theirs: () => Promise<void>;
}

const heldMs = 30_000;
const renewMs = 10_000;
/** So long before its time is up it is let go of: whoever has it takes a while to leave. */
const partingMs = 5_000;

/** Of several processes one at a time: whoever holds the name, for as long as it does. */
export class Alone {
  readonly #parts: AloneParts;
  /** Ours until then; 0 where it is not. UTC ms. */
  #until = 0;
  #isIn = false;
  #isStopped = true;
  #parting: Promise<void> = Promise.resolve();
  #calm: () => void = () => {};
  #calmEnd: () => void = () => {};

  constructor(parts: AloneParts) {
    this.#parts = parts;
  }

  get isOurs(): boolean {
    return this.#isIn && this.#parts.clock.now() < this.#until;
  }

  async start(): Promise<void> {
    this.#isStopped = false;
    await this.#look();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#calm();
    const wasIn = this.#isIn;
    await this.#letGo();
    if (wasIn) await this.#release();
  }

  async #look(): Promise<void> {
    const { clock } = this.#parts;
    const until = await this.#held();
    // Nobody is there any more to use what was taken meanwhile.
    if (this.#isStopped) return until === 0 ? undefined : this.#release();
    this.#until = until;
    await (until - partingMs > clock.now() ? this.#comeIn(until - partingMs) : this.#letGo());
    if (!this.#isStopped) this.#calm = clock.alarm(clock.now() + renewMs, () => void this.#look());
  }

  /** A store may take as long as it likes to answer: the end of what is held comes by itself. */
  async #comeIn(end: number): Promise<void> {
    this.#calmEnd();
    this.#calmEnd = this.#parts.clock.alarm(end, () => void this.#letGo());
    await this.#parting;
    if (this.#isIn || this.#isStopped) return;
    this.#isIn = true;
    this.#parts.ours();
  }

  #letGo(): Promise<void> {
    this.#calmEnd();
    if (this.#isIn) this.#parting = this.#parts.theirs();
    this.#isIn = false;
    return this.#parting;
  }

  /** Until when it is ours, by this process's own clock; a store that is away takes nothing from us before its time is up. */
  async #held(): Promise<number> {
    const { lease, leases, clock } = this.#parts;
    const from = clock.now();
    try {
      return (await leases.hold(lease, heldMs)) ? from + heldMs : 0;
    } catch {
      return this.#until;
    }
  }

  async #release(): Promise<void> {
    const { lease, leases } = this.#parts;
    await leases.release(lease).catch(() => {});
  }
}

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

/** Of several processes one at a time: whoever holds the name, for as long as it does. */
export class Alone {
  readonly #parts: AloneParts;
  #isOurs = false;
  #until = 0;
  #isStopped = true;
  #calm: () => void = () => {};

  constructor(parts: AloneParts) {
    this.#parts = parts;
  }

  get isOurs(): boolean {
    return this.#isOurs;
  }

  async start(): Promise<void> {
    this.#isStopped = false;
    await this.#look();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#calm();
    if (!this.#isOurs) return;
    this.#isOurs = false;
    await this.#parts.theirs();
    await this.#parts.leases.release(this.#parts.lease).catch(() => {});
  }

  async #look(): Promise<void> {
    const { clock, ours, theirs } = this.#parts;
    const isHeld = await this.#holds();
    if (this.#isStopped) return;
    if (isHeld !== this.#isOurs) {
      this.#isOurs = isHeld;
      if (isHeld) ours();
      else await theirs();
    }
    this.#calm = clock.alarm(clock.now() + renewMs, () => void this.#look());
  }

  async #holds(): Promise<boolean> {
    const { lease, leases, clock } = this.#parts;
    const from = clock.now();
    try {
      const isHeld = await leases.hold(lease, heldMs);
      this.#until = isHeld ? from + heldMs : 0;
      return isHeld;
    } catch {
      // A store that is away takes nothing from us before its time is up.
      return clock.now() + renewMs < this.#until;
    }
  }
}

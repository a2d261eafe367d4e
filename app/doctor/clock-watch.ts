/** The wall clock jumped by so many ms (forward is positive) at `at` (UTC ms, after the jump). */
export interface Jump {
  readonly ms: number;
  readonly at: number;
}

export interface ClockSource {
  /** UTC ms, as the clock on the wall. */
  readonly wall: () => number;
  /** Ms that nobody can set. */
  readonly count: () => number;
}

/** Clocks that are adjusted drift by less between two looks. */
const jumpMs = 1_000;
const rememberedMs = 86_400_000;

/** Watches the wall clock against the one that nobody can set. */
export class ClockWatch {
  readonly #source: ClockSource;
  #before: { readonly wall: number; readonly count: number };
  #jump: Jump | null = null;

  constructor(source: ClockSource) {
    this.#source = source;
    this.#before = { wall: source.wall(), count: source.count() };
  }

  /** Called now and then; a machine that slept shows as a jump forward. */
  look(): void {
    const now = { wall: this.#source.wall(), count: this.#source.count() };
    const ms = now.wall - this.#before.wall - (now.count - this.#before.count);
    this.#before = now;
    if (Math.abs(ms) >= jumpMs) this.#jump = { ms, at: now.wall };
  }

  /** The last one within a day. */
  get jump(): Jump | null {
    this.look();
    return this.#jump && this.#source.wall() - this.#jump.at < rememberedMs ? this.#jump : null;
  }
}

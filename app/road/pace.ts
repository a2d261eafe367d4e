import type { Key } from '../../domain/event/event.ts';

/** A group may turn this often in a second and be looked at each time … */
const mostInSecond = 8;
const secondMs = 1_000;
/** … while fewer lanes than this wait. When more do, it is looked at once a second, and when many more do, every three seconds. */
const busyLanes = 64;
const stormyLanes = 512;
const stormyMs = 3_000;
/** A look that takes long twice running, at a group of very many, comes as much more seldom. Once may be the machine. */
const longMs = 20;
const restPerWork = 100;
const longestRestMs = 5_000;
/** Keys that are kept in mind. */
const remembered = 20_000;

interface Told {
  readonly since: number;
  readonly times: number;
  readonly last: number;
  /** How long its last two looks took, the quicker one and the last one. */
  readonly quickerMs: number;
  readonly lastMs: number;
}

/** How often lanes are told that their signals turned. What comes too soon is not lost but told a moment later, with all that came till then. */
export class Pace {
  readonly #waiting: () => number;
  readonly #told = new Map<Key, Told>();

  /** `waiting`: how many lanes wait for their turn. */
  constructor(waiting: () => number) {
    this.#waiting = waiting;
  }

  /** How long a look took; what is quick needs no rest. */
  took(key: Key, ms: number): void {
    const told = this.#told.get(key);
    if (told) this.#told.set(key, { ...told, quickerMs: Math.min(told.lastMs, ms), lastMs: ms });
  }

  /** When a lane may be told next; `now` or earlier: at once, and that counts. */
  next(key: Key, now: number): number {
    const told = this.#told.get(key);
    if (!told) return this.#tell(key, { since: now, times: 1, last: now, quickerMs: 0, lastMs: 0 });
    const anew = { ...told, since: now, times: 1, last: now };
    const waiting = this.#waiting();
    if (waiting >= busyLanes) {
      const at = told.last + (waiting >= stormyLanes ? stormyMs : secondMs);
      return at > now ? at : this.#tell(key, anew);
    }
    const rested = told.quickerMs < longMs ? now : told.last + Math.min(told.quickerMs * restPerWork, longestRestMs);
    if (rested > now) return rested;
    if (now - told.since >= secondMs) return this.#tell(key, anew);
    if (told.times >= mostInSecond) return told.since + secondMs;
    return this.#tell(key, { ...told, times: told.times + 1, last: now });
  }

  #tell(key: Key, told: Told): number {
    this.#told.delete(key);
    this.#told.set(key, told);
    for (const oldest of this.#told.keys()) {
      if (this.#told.size <= remembered) break;
      this.#told.delete(oldest);
    }
    return told.last;
  }
}

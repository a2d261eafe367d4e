import type { Bus } from '../../ports/bus.ts';

/** Who has a screen open, by their live streams; everybody hears when somebody comes or is gone. */
export class Presence {
  readonly #bus: Bus;
  readonly #screens = new Map<string, number>();

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  isHere(person: string): boolean {
    return this.#screens.has(person);
  }

  /** A screen opened; answers what to call, once, when it closes. */
  enter(person: string): () => void {
    this.#count(person, 1);
    return () => this.#count(person, -1);
  }

  #count(person: string, by: 1 | -1): void {
    const before = this.#screens.get(person) ?? 0;
    const now = before + by;
    if (now > 0) this.#screens.set(person, now);
    else this.#screens.delete(person);
    if (before === 0 || now === 0)
      this.#bus.publish({ seq: null, type: 'presence', incident: null, person: null, room: null, data: { person, isHere: now > 0 } });
  }
}

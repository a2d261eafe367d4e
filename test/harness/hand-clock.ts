import type { Clock } from '../../ports/clock.ts';

interface Alarm {
  at: number;
  /** When it was asked for: what was set only a moment ahead is a poll or a short pause, and may ring late. */
  setAt: number;
  readonly ring: () => void;
}

const shortMs = 1_000;

/** A clock that stands still until a test moves it. Alarms ring in the order of their time, late perhaps, early never. */
export class HandClock implements Clock {
  #now: number;
  readonly #alarms = new Set<Alarm>();

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  alarm(at: number, ring: () => void): () => void {
    const alarm = { at, setAt: this.#now, ring };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Rings what is due; false when nothing was. */
  ring(): boolean {
    const due = [...this.#alarms].filter((a) => a.at <= this.#now).toSorted((a, b) => a.at - b.at);
    for (const alarm of due) if (this.#alarms.delete(alarm)) alarm.ring();
    return due.length > 0;
  }

  /** Goes on to the next alarm, at most to `end`. Alarms that were set a moment ahead wait for the end of a stride of `strideMs`. */
  step(end: number, strideMs: number): void {
    const times = [...this.#alarms].map((a) => (a.at - a.setAt > shortMs ? a.at : Math.max(a.at, this.#now + strideMs)));
    this.#now = Math.max(this.#now, Math.min(end, ...times));
  }

  /** As when somebody sets the machine's clock, or it slept. What waits has counted on, so setting the clock back makes nothing wait longer. */
  jump(ms: number): void {
    this.#now += ms;
    if (ms > 0) return;
    for (const alarm of this.#alarms) Object.assign(alarm, { at: alarm.at + ms, setAt: alarm.setAt + ms });
  }
}

import type { Store } from '../../ports/store.ts';
import type { HandClock } from '../harness/hand-clock.ts';

/** 2026-11-23 09:30 in Shanghai. */
export const t0 = Date.parse('2026-11-23T01:30:00Z');

/** One database that can be opened, closed and opened again. */
export interface Database {
  open(clock: HandClock): Promise<Store>;
  drop(): Promise<void>;
}

/** What a suite works on: the store and the clock as they are now, after a reopening too. */
export interface Bench {
  readonly store: Store;
  readonly clock: HandClock;
  /** As after a restart of the only process. */
  reopen(): Promise<void>;
}

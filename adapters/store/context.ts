import type { Clock } from '../../ports/clock.ts';
import type { StoreEngine } from './engine.ts';
import type { DayOf } from './events.ts';
import type { Gather } from './gather.ts';

/** What the parts of the store share. */
export interface StoreContext {
  readonly engine: StoreEngine;
  readonly gather: Gather;
  readonly clock: Clock;
  readonly dayOf: DayOf;
  /** This process, in leases. */
  readonly owner: string;
  readonly leaseMs: number;
}

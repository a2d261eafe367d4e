import type { Effect } from './effect.ts';
import type { Fact, Told } from './event.ts';
import type { Reply } from './reply.ts';

/** Why something was decided: a closed code with its data, said in the reader's language by `say.ts`. */
export interface Reason {
  readonly code: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A stored alarm of the lane's own aggregate. Setting a name again moves it; `at: null` takes it away. */
export interface TimerChange {
  readonly name: string;
  /** UTC milliseconds. */
  readonly at: number | null;
  /** The event that comes when it is due. */
  readonly event?: { readonly type: string; readonly data: unknown };
}

/** What a listener answers. All listeners' decisions on one event share one commit. */
export interface Decision {
  readonly because: Reason;
  readonly facts?: readonly Fact[];
  readonly timers?: readonly TimerChange[];
  readonly tell?: readonly Told[];
  readonly effects?: readonly Effect[];
  readonly reply?: Reply;
  /** What somebody has done by this that was no skill: a row of the audit, in the name of whoever is behind the event. */
  readonly audit?: { readonly what: string; readonly data: unknown };
}

/** The decision to do nothing, with its reason. */
export const nothing = (code: string, data?: Reason['data']): Decision => ({ because: data ? { code, data } : { code } });

import type { AuditRow } from './store.ts';

/** A browser that somebody has registered for push. What reaches it is sealed. */
export interface PushDevice {
  /** Made from its address at the push service: a browser is there once. */
  readonly id: string;
  readonly person: string;
  readonly sealed: string;
  /** What kind of browser it says it is. */
  readonly agent: string;
  readonly madeAt: number;
}

export interface PushDevices {
  /** The oldest first. */
  of(person: string): Promise<PushDevice[]>;
  /** Takes the place of the one with the same id, whoever it was of. */
  keep(device: PushDevice, audit: AuditRow): Promise<void>;
  /** Without an audit row where the browser has withdrawn by itself. False when it was not there. */
  drop(at: Pick<PushDevice, 'id' | 'person'>, audit: AuditRow | null): Promise<boolean>;
  /** The sealed keys of this Tocsin: those that are kept, else these from now on. */
  keys(fresh: () => Promise<string>): Promise<string>;
}

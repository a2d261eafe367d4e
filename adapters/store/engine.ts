import type { Kysely } from 'kysely';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import type { Compiled } from './compiled.ts';
import type { Tables } from './tables.ts';

/** `compiled`: the statements that the engine keeps; without it each is built anew. */
export type Db = Kysely<Tables> & { readonly compiled?: Compiled };

/** What differs between SQLite and PostgreSQL. Everything else is one set of queries. */
export interface StoreEngine {
  readonly kind: 'sqlite' | 'postgres';
  /** For reading outside the writer's transaction. */
  readonly read: Db;
  /** Runs work in one transaction; durable when it resolves. Never called twice at once. */
  commit<T>(work: (tx: Db) => Promise<T>): Promise<T>;
  savepoint<T>(tx: Db, work: () => Promise<T>): Promise<T>;
  /** Whether the work failed only because another process was in its way, and may succeed if begun again. */
  isBlocked(error: unknown): boolean;
  /** What a look through every page finds broken; null where the engine keeps watch itself. */
  integrity(): Promise<readonly string[] | null>;
  /** The hot statements of the intake, written by hand for each engine. */
  signalsBy(tx: Db, fingerprints: readonly string[]): Promise<StoredSignal[]>;
  putSignals(tx: Db, rows: readonly StoredSignal[]): Promise<void>;
  /** Only the times: the alert was heard again and says nothing new. */
  touchSignals(tx: Db, rows: readonly StoredSignal[]): Promise<void>;
  /** Keeps the order of serial numbers the order of commits, where several processes write. */
  orderCommits(tx: Db): Promise<void>;
  /** Takes or keeps a lane; null when another process holds it. */
  claimLane(key: string, owner: string, holdMs: number): Promise<number | null>;
  /** Gives the lane up inside its commit; false when it was lost meanwhile. */
  releaseLane(tx: Db, key: string, fence: number): Promise<boolean>;
  close(): Promise<void>;
}

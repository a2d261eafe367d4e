import type { Viewer } from '../domain/access/viewer.ts';
import type { Kind } from '../domain/resource/kinds.ts';
import type { Origin } from '../domain/resource/resource.ts';
import type { AuditRow } from './store.ts';

/** What those who run Tocsin ask of its store. */
export interface Upkeep {
  /** The database as it is at this moment. Throws when it does not answer. */
  database(): Promise<DatabaseState>;
  /** What a look through every page finds broken; [] is well, null where the engine keeps watch itself. Reads beside the road, however long it takes. */
  integrity(): Promise<readonly string[] | null>;
  waiting(now: number): Promise<Waiting>;
  /** Calling that would never go on by itself: it has no alarm, or one that is overdue, and nothing of it is in hand. At most a hundred of each. */
  unwatched(now: number): Promise<Unwatched>;
  /** Newest first. Rows of private incidents only for who may see them. */
  audit(query: AuditQuery, viewer: Viewer): Promise<AuditEntry[]>;
  /** The effects of one event, in order: how far what was sent has come. */
  effectsOf(event: string): Promise<readonly EffectState[]>;
  /** Every version of a resource, or the newest changes of all, the newest first. */
  versions(query: { readonly of?: { readonly kind: Kind; readonly name: string }; readonly limit: number }): Promise<ResourceVersion[]>;
  /** When each door for alerts, and each chat that calls us, was last used, and last refused. */
  doors(): Promise<Readonly<Record<string, DoorNote>>>;
  noteProcess(note: ProcessNote): Promise<void>;
  /** Those heard of after `since`, the oldest first. */
  processes(since: number): Promise<ProcessNote[]>;
}

export interface DatabaseState {
  readonly engine: 'sqlite' | 'postgres';
  readonly version: string;
  /** How long it took to answer, in ms. */
  readonly answeredMs: number;
  readonly bytes: number;
  /** The write-ahead log that waits to be written back; null where the engine does not say. */
  readonly logBytes: number | null;
  /** Its own clock, UTC ms. */
  readonly clockAt: number;
  readonly migrations: readonly string[];
}

/** Work that is not done yet: how much, and since when the oldest waits (UTC ms, null = none waits). */
export interface Waiting {
  readonly events: Queue;
  readonly effects: Queue;
  /** Only those that are overdue. */
  readonly timers: Queue;
  /** Bots that threw and are tried again, and those that were given up. */
  readonly parked: Queue & { readonly givenUp: number };
}
export interface Unwatched {
  /** Ids of escalations that run. */
  readonly escalations: readonly string[];
  /** Ids of pages with rules left to try. */
  readonly pages: readonly string[];
}
export interface Queue {
  readonly count: number;
  readonly oldestAt: number | null;
}

/** UTC ms, null = never; `failedStatus` is HTTP’s. */
/** The door by which a chat platform calls us. */
export const chatDoor = (chat: string): string => `chat:${chat}`;
export const isChatDoor = (door: string): boolean => door.startsWith('chat:');

export interface DoorNote {
  readonly at: number | null;
  readonly failedAt: number | null;
  readonly failedStatus: number | null;
}

export interface AuditQuery {
  /** Part of who did it, such as `ana`. */
  readonly by?: string;
  /** The beginning of what was done, such as `incident/`. */
  readonly what?: string;
  readonly incident?: string;
  /** UTC ms, from inclusive, to exclusive. */
  readonly from?: number;
  readonly to?: number;
  /** Exclusive: rows before this one. */
  readonly before?: number;
  readonly limit: number;
}

export interface AuditEntry extends Required<AuditRow> {
  readonly seq: number;
}

export interface EffectState {
  readonly id: string;
  readonly state: 'open' | 'done' | 'failed' | 'dropped' | 'replaced';
  readonly attempts: number;
  readonly error: string | null;
}

export interface ResourceVersion {
  readonly kind: Kind;
  readonly name: string;
  readonly version: number;
  readonly spec: unknown;
  readonly at: number;
  readonly gone: boolean;
  /** null: made at the console or the API. */
  readonly origin: Origin | null;
}

/** A process that serves this database; `stats` are in bytes, ms and counts. */
export interface ProcessNote {
  readonly id: string;
  readonly at: number;
  readonly version: string;
  readonly host: string;
  readonly pid: number;
  readonly stats: ProcessStats;
}
export interface ProcessStats {
  readonly startedAt: number;
  readonly memoryBytes: number;
  readonly heapBytes: number;
  /** The 99th percentile of how late the event loop was, since the last note. */
  readonly loopDelayMs: number;
}

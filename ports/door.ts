import type { Caller } from '../domain/access/caller.ts';
import type { Reply } from '../domain/event/reply.ts';
import type { Skill } from './skill.ts';

export interface CallOptions {
  /** Makes a repeat of the same call answer the same. */
  readonly idempotencyKey?: string;
  /** Milliseconds the caller can wait, less what its platform needs; 5 s when not given. */
  readonly deadlineMs?: number;
}

/** `working`: stored, but not decided before the caller's deadline; the outcome follows in the room. */
export type Answer = Reply | 'working';

/** The one door to every skill: permission, schema, then the read or the road. */
export interface Door {
  readonly all: ReadonlyMap<string, Skill>;
  /** Those the caller may use, by name. */
  allowed(caller: Caller): [string, Skill][];
  call(name: string, input: unknown, caller: Caller, options?: CallOptions): Promise<Answer>;
}

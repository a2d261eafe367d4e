import { z } from 'zod';
import { Reference } from '../resource/name.ts';

const targetKinds = ['person', 'schedule', 'team', 'channel'] as const;

/** Who or what a step calls: exactly one of person, schedule, team, channel. Read it with `aimOf`. */
export const Target = z
  .strictObject({ person: Reference.optional(), schedule: Reference.optional(), team: Reference.optional(), channel: Reference.optional() })
  .refine(
    (t) => targetKinds.filter((k) => t[k] !== undefined).length === 1,
    'must name exactly one of person, schedule, team, channel; write one entry for each',
  )
  .meta({ minProperties: 1, maxProperties: 1 });
export type Target = z.output<typeof Target>;

export interface Aim {
  readonly kind: (typeof targetKinds)[number];
  readonly name: string;
}

/** The one thing a target names. Throws on a target that did not pass the schema. */
export function aimOf(target: Target): Aim {
  for (const kind of targetKinds) {
    const name = target[kind];
    if (name !== undefined) return { kind, name };
  }
  throw new Error('a target names exactly one of person, schedule, team, channel');
}

const week = 7 * 24 * 60;

/** One rung: all of `to` at once, then `delayMinutes` before the next rung. */
export const Step = z.strictObject({ to: z.array(Target).min(1), delayMinutes: z.number().min(0).max(week).default(5) });
export type Step = z.output<typeof Step>;

/** Steps that call people until somebody acknowledges. `repeat` = further rounds after the first; without `ackTimeoutMinutes` an
 *  acknowledgement holds for good; `lastResort` is called when no step reaches anybody. */
export const Policy = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  steps: z.array(Step).min(1).max(50),
  repeat: z.number().int().min(0).max(100).default(0),
  ackTimeoutMinutes: z.number().gt(0).max(week).optional(),
  lastResort: Target.optional(),
});
export type Policy = z.output<typeof Policy>;

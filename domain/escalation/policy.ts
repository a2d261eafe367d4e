import { z } from 'zod';
import { Reference } from '../resource/name.ts';

const targetKinds = ['person', 'schedule', 'rotation', 'team', 'channel'] as const;

const LayerPath = z
  .string()
  .regex(/^[^/]{1,63}\/.{1,100}$/u, 'is not a rotation; write the schedule and the name of its layer, such as payments/first line');

/** Who or what a step calls: exactly one of person, schedule, rotation, team, channel. A `rotation` is one layer of a schedule
 *  (`payments/first line`), whatever lies above it. Read it with `aimOf`. */
export const Target = z
  .strictObject({
    person: Reference.optional(),
    schedule: Reference.optional(),
    rotation: LayerPath.optional(),
    team: Reference.optional(),
    channel: Reference.optional(),
  })
  .refine(
    (t) => targetKinds.filter((k) => t[k] !== undefined).length === 1,
    'must name exactly one of person, schedule, rotation, team, channel; write one entry for each',
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
  throw new Error('a target names exactly one of person, schedule, rotation, team, channel');
}

/** The schedule and the layer that a rotation names. */
export function layerOf(rotation: string): { schedule: string; layer: string } {
  const at = rotation.indexOf('/');
  return { schedule: rotation.slice(0, at), layer: rotation.slice(at + 1) };
}

const week = 7 * 24 * 60;

/** One rung: all of `to` at once, then `delayMinutes` before the next rung. `roundRobin`: only one of them, the next by name after whom this
 *  step called last. `everyone`: all of them must acknowledge before the calling ends. */
export const Step = z
  .strictObject({
    to: z.array(Target).min(1),
    delayMinutes: z.number().min(0).max(week).default(5),
    roundRobin: z.boolean().optional(),
    everyone: z.boolean().optional(),
  })
  .refine((s) => !(s.roundRobin && s.everyone), {
    path: ['everyone'],
    message: 'cannot go with roundRobin, which calls one person; leave one of the two out',
  });
export type Step = z.output<typeof Step>;

/** Steps that call people until somebody acknowledges. `repeat` = further rounds after the first; without `ackTimeoutMinutes` an
 *  acknowledgement holds for good; `lastResort` is called when no step reaches anybody. */
export const Policy = z
  .strictObject({
    displayName: z.string().min(1).max(100).optional(),
    steps: z.array(Step).min(1).max(50),
    repeat: z.number().int().min(0).max(100).default(0),
    ackTimeoutMinutes: z.number().gt(0).max(week).optional(),
    lastResort: Target.optional(),
  })
  .superRefine((policy, sink) => {
    const fault = (path: string[], message: string) => sink.addIssue({ code: 'custom', path, message });
    if (policy.repeat > 0 && policy.steps.every((s) => s.delayMinutes === 0))
      fault(['repeat'], 'with no delay in any step calls the same people again and again at once; give a step delayMinutes, or repeat: 0');
    if (policy.lastResort?.channel !== undefined)
      fault(['lastResort', 'channel'], 'wakes nobody; a last resort is a person, a team, a schedule or a rotation');
  });
export type Policy = z.output<typeof Policy>;

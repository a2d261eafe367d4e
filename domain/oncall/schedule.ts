import { z } from 'zod';
import { Reference } from '../resource/name.ts';
import { Moment, WallText } from '../time/moment.ts';
import { Day, days } from '../time/weekday.ts';
import { Zone } from '../time/zone.ts';
import { layerFaults, rotationFaults, scheduleFaults, shiftFaults } from './faults.ts';

export { days };

const timeOfDay = (form: RegExp) => z.string().regex(form, 'is not a time of day; write it such as "08:00"');

/** A weekly window: each of `days` from `start` to `end`. An end at or before the start is on the next day; equal times are 24 hours. */
export const Hours = z.strictObject({
  days: z
    .array(Day)
    .min(1)
    .default([...days]),
  start: timeOfDay(/^([01]\d|2[0-3]):[0-5]\d$/u),
  end: timeOfDay(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/u),
});
export type Hours = z.output<typeof Hours>;

/** One turn after another from `start`, a local time, each `length` units long.
 *  `people`: persons, or groups that are on call together; an empty group leaves its turn to the layers below.
 *  `pin`: turn `index` (from 0) is the one at that moment. `turns`: elapsed by default, active-days where unit is day and the hours leave
 *  days out. `every`: with calendar turns only each n-th week or month is staffed. */
export const Rotation = z
  .strictObject({
    zone: Zone.optional(),
    start: WallText,
    unit: z.enum(['hour', 'day', 'week', 'month']),
    length: z.number().int().min(1).max(10_000).default(1),
    people: z
      .array(z.union([Reference, z.array(Reference)], 'is neither a person nor a group; write a name such as ana, or [ana, bo]'))
      .min(1),
    pin: z.strictObject({ at: Moment, index: z.number().int().min(0) }).optional(),
    weekStart: Day.default('MO'),
    turns: z.enum(['elapsed', 'active-days', 'calendar']).optional(),
    every: z.number().int().min(1).max(1000).default(1),
  })
  .superRefine(rotationFaults);
export type Rotation = z.output<typeof Rotation>;

const span = { start: Moment, end: Moment };

/** A turn written out by hand: who from when to when. */
export const Shift = z
  .strictObject({ ...span, person: Reference.optional(), people: z.array(Reference).optional() })
  .superRefine(shiftFaults);
export type Shift = z.output<typeof Shift>;

/** One layer of a schedule, from exactly one of rotation, people (always on call), shifts and ics; `hours` leave only those windows of it.
 *  `ics` is the text of a calendar. Its events are for `people`; without them each says for whom, in the words of `who` (an e-mail address, or
 *  what a summary says → a person) or by a name of ours. The highest priority with anybody wins; `override` beats every priority. */
export const Layer = z
  .strictObject({
    name: z.string().min(1).max(100).optional(),
    priority: z.number().int().min(-1000).max(1000).default(0),
    override: z.boolean().default(false),
    /** Its people only learn. */
    shadow: z.boolean().optional(),
    rotation: Rotation.optional(),
    people: z.array(Reference).optional(),
    shifts: z.array(Shift).optional(),
    ics: z.string().optional(),
    who: z.record(z.string(), Reference).optional(),
    hours: z.array(Hours).optional(),
  })
  .superRefine(layerFaults);
export type Layer = z.output<typeof Layer>;

/** A change for a while: `add` alone joins, `remove` alone leaves a gap, both together stand in where the removed one is on call.
 *  `shadow`: `add` learns from whoever is on call, and answers for nothing. */
export const Override = z
  .strictObject({ ...span, add: Reference.optional(), remove: Reference.optional(), shadow: z.boolean().optional() })
  .refine((o) => o.add !== undefined || o.remove !== undefined, 'changes nobody; write add, remove or both')
  .refine((o) => !o.shadow || (o.add !== undefined && o.remove === undefined), {
    path: ['shadow'],
    message: 'replaces nobody; write who learns as add, and leave remove out',
  });
export type Override = z.output<typeof Override>;

/** Replaces all layers from start to end by these shifts, also where they leave nobody. */
export const Temporary = z.strictObject({ ...span, shifts: z.array(Shift).default([]) });
export type Temporary = z.output<typeof Temporary>;

/** Who is on call when, as people write it; `onCallAt` says what it means. `zone` may be left out where no time needs one. */
export const Schedule = z
  .strictObject({
    displayName: z.string().min(1).max(100).optional(),
    zone: Zone.optional(),
    layers: z.array(Layer).max(100).default([]),
    overrides: z.array(Override).default([]),
    temporary: z.array(Temporary).default([]),
  })
  .superRefine(scheduleFaults);
export type Schedule = z.output<typeof Schedule>;

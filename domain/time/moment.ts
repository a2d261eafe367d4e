import { z } from 'zod';
import { firstInstantOf, lastInstantOf, offsetInstantOf, wallOf, type ZoneClock } from './wall.ts';

/** A local time without zone or offset, read in the zone of what holds it. */
export const WallText = z
  .string()
  .refine((t) => wallOf(t) !== null, 'is not a local time; write it without an offset, such as 2026-11-23T09:00');

/** A moment: an instant with its offset, or a local time read in the zone of what holds it. */
export const Moment = z
  .string()
  .refine((t) => offsetInstantOf(t) !== null || wallOf(t) !== null, 'is not a moment; write it such as 2026-11-24T20:00+08:00');
export type Moment = z.output<typeof Moment>;

/** UTC ms of a moment. A local time that comes twice: as a start the first, as an end the last. NaN when the text is no moment. */
export function momentAt(text: string, clock: ZoneClock, as: 'start' | 'end'): number {
  const instant = offsetInstantOf(text);
  if (instant !== null) return instant;
  const wall = wallOf(text);
  if (wall === null) return Number.NaN;
  return (as === 'start' ? firstInstantOf : lastInstantOf)(wall, clock);
}

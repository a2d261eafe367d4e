import { z } from 'zod';
import { windowsOf } from '../oncall/hours.ts';
import { days } from '../oncall/schedule.ts';
import { ZoneClock } from '../time/wall.ts';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, 'is not a time of day; write it such as "22:00"');

/** Every day from one wall time to another, over midnight where `to` is not later. */
export const QuietHours = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from !== to, 'would never end; give two different times');
export type QuietHours = z.output<typeof QuietHours>;

/** When the quiet hours around `at` end (UTC ms); null when none holds it. A time that comes twice: they begin with the first and end with the last. */
export function quietUntil({ from, to }: QuietHours, zone: string, at: number): number | null {
  return windowsOf([{ days: [...days], start: from, end: to }], new ZoneClock(zone))?.at(at)?.end ?? null;
}

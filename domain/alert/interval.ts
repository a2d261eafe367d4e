import { z } from 'zod';
import { dayMs, minuteMs, ZoneClock, type Wall } from '../time/wall.ts';
import { Zone } from '../time/zone.ts';
import { dayRange, fromStart, minuteOfDay, monthDayRange, monthRange, yearRange, type Range } from './interval-words.ts';

const words = (read: (text: string) => unknown, say: string) => z.array(z.string().refine((text) => read(text) !== null, say)).min(1);
const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/u, 'is not a time of day; write it such as "08:00"');

const Times = z
  .strictObject({ start: timeOfDay, end: timeOfDay })
  .refine(
    ({ start, end }) => minuteOfDay(start) < minuteOfDay(end),
    'does not end after it starts, and a span lies within one day; for a night write two: start "22:00" end "24:00", and start "00:00" end "06:00"',
  );

const Span = z.strictObject({
  times: z.array(Times).min(1).optional(),
  days: words(dayRange, 'is neither a day of the week nor a range of them; write it such as MO or TU-FR').optional(),
  daysOfMonth: words(
    monthDayRange,
    'is neither a day of the month nor a range of them; write it such as "1", "1-5", "-1" (the last) or "-3--1" (the last three)',
  ).optional(),
  months: words(monthRange, 'is neither a month nor a range of them; write it such as "12", "3-5", dec or nov-feb').optional(),
  years: words(yearRange, 'is neither a year nor a range of them; write it such as "2026" or "2027-2029"').optional(),
});
type Span = z.output<typeof Span>;

/** When something holds, as the clock on the wall shows it. All fields of a span must hold, one entry of a field is enough, and so is one
 *  span; a span without fields always holds. Times end before their `end`. `zone`: the firm's when not given, else UTC. */
export const TimeInterval = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  zone: Zone.optional(),
  spans: z.array(Span).min(1),
});
export type TimeInterval = z.output<typeof TimeInterval>;

/** An interval ready to be asked. Keep it while asking often: it remembers the clock changes of its zone. */
export interface Interval {
  /** Whether it holds at this instant (UTC ms). */
  holds(at: number): boolean;
  /** The next instant at which it begins or ends; null when it does neither within nine years. */
  turnAfter(at: number): number | null;
}

/** Far enough for a 29 February, which may come only every eight years. */
const reachMs = 9 * 366 * dayMs;

/** Whether the interval holds, by the clock of its own zone, else of `zone`. An hour that comes twice is held twice, one that is skipped never. */
export const intervalTest = (spec: TimeInterval, zone: string): ((at: number) => boolean) => intervalOf(spec, zone).holds;

/** The next instant after `at` at which the interval begins or ends; one whose wall time is skipped is the first instant after the gap. */
export const nextTurn = (spec: TimeInterval, zone: string, at: number): number | null => intervalOf(spec, zone).turnAfter(at);

/** All intervals by name. */
export const intervalsOf = (
  all: readonly { readonly name: string; readonly spec: TimeInterval }[],
  zone: string,
): ReadonlyMap<string, Interval> => new Map(all.map(({ name, spec }) => [name, intervalOf(spec, zone)]));

export function intervalOf(spec: TimeInterval, zone: string): Interval {
  const clock = new ZoneClock(spec.zone ?? zone);
  const spans = spec.spans.map(compiled);
  const holds = (at: number): boolean => {
    const wall = clock.wallAt(at);
    const minute = Math.floor(intoDay(wall) / minuteMs);
    return spans.some((s) => s.times.some((t) => t.from <= minute && minute < t.to) && s.onDay(wall));
  };
  const edges = [...new Set([0, ...spans.flatMap((s) => s.times.flatMap((t) => [t.from, t.to]))])].toSorted((a, b) => a - b);
  const turnAfter = (at: number): number | null => {
    const now = holds(at);
    for (let from = at; from < at + reachMs;) {
      const { to, offset } = clock.stretchAt(from);
      const found = turnWithin({ from, to, offset }, edges, (t) => t > at && holds(t) !== now);
      if (found !== null) return found;
      from = to;
    }
    return null;
  };
  return { holds, turnAfter };
}

/** The first edge of a day in a stretch with one offset that is a turn; a stretch may begin with one. */
function turnWithin(
  { from, to, offset }: { from: number; to: number; offset: number },
  edges: readonly number[],
  isTurn: (at: number) => boolean,
): number | null {
  if (isTurn(from)) return from;
  const midnight = from + offset - intoDay(from + offset);
  for (let day = midnight; day - offset < to; day += dayMs) {
    for (const edge of edges) {
      const at = day + edge * minuteMs - offset;
      if (at > from && at < to && isTurn(at)) return at;
    }
  }
  return null;
}

interface Compiled {
  readonly times: readonly Range[];
  readonly onDay: (wall: Wall) => boolean;
}

function compiled(span: Span): Compiled {
  const ranges = (texts: readonly string[] | undefined, read: (text: string) => Range | null) =>
    texts?.map((text) => read(text) as Range) ?? null;
  const days = ranges(span.days, dayRange);
  const dates = ranges(span.daysOfMonth, monthDayRange);
  const months = ranges(span.months, monthRange);
  const years = ranges(span.years, yearRange);
  const onDay = (wall: Wall): boolean => {
    const date = new Date(wall);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
    if (years && !years.some((r) => isIn(r, year))) return false;
    if (months && !months.some((r) => isIn(r, month))) return false;
    if (days && !days.some((r) => isIn(r, (date.getUTCDay() + 6) % 7))) return false;
    if (!dates) return true;
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const day = date.getUTCDate();
    return dates.some((r) => fromStart(r.from, length) <= day && day <= fromStart(r.to, length));
  };
  return { times: span.times?.map((t) => ({ from: minuteOfDay(t.start), to: minuteOfDay(t.end) })) ?? [{ from: 0, to: 1440 }], onDay };
}

const isIn = ({ from, to }: Range, value: number): boolean => (from <= to ? from <= value && value <= to : from <= value || value <= to);

const intoDay = (wall: Wall): number => ((wall % dayMs) + dayMs) % dayMs;

/** What a route says about when it is muted. */
export interface Muting {
  readonly muteIn: readonly string[];
  readonly activeIn: readonly string[];
}

/** Names of the intervals that mute a route now: those of `muteIn` that hold, and all of `activeIn` when none of them does. An interval that
 *  is not there mutes nothing. */
export function mutedBy(node: Muting, intervals: ReadonlyMap<string, Pick<Interval, 'holds'>>, at: number): string[] {
  const muting = node.muteIn.filter((name) => intervals.get(name)?.holds(at));
  const isActive = node.activeIn.length === 0 || node.activeIn.some((name) => intervals.get(name)?.holds(at) ?? true);
  return [...new Set([...muting, ...(isActive ? [] : node.activeIn)])];
}

/** The first instant from `at` on at which nothing mutes the route; null when there is none within nine years. */
export function mutedUntil(node: Muting, intervals: ReadonlyMap<string, Interval>, at: number): number | null {
  const named = [...node.muteIn, ...node.activeIn].flatMap((name) => intervals.get(name) ?? []);
  let then = at;
  while (mutedBy(node, intervals, then).length > 0) {
    const turns = named.flatMap((interval) => interval.turnAfter(then) ?? []);
    if (turns.length === 0 || then - at > reachMs) return null;
    then = Math.min(...turns);
  }
  return then;
}

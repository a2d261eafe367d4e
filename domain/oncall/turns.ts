import { Temporal } from 'temporal-polyfill';
import { dayMs, hourMs, type Wall } from '../time/wall.ts';

/** An endless sequence of turns on the wall clock, numbered both ways from the one that holds the anchor. */
export interface Turns {
  /** Where turn `i` begins. Never moves back as `i` grows. */
  begin(i: number): Wall;
  /** The number of the turn that holds a wall time, give or take one. */
  near(wall: Wall): number;
  /** Which group it is, before pin and length of the list; null when it is staffed by nobody. */
  group(i: number): { readonly index: number; readonly isStaffed: boolean };
}

const plain = (i: number) => ({ index: i, isStaffed: true });
const unitMs = { hour: hourMs, day: dayMs, week: 7 * dayMs };

/** Turns of equal length on the wall: `length` hours, days or weeks. */
export function equalTurns(anchor: Wall, unit: keyof typeof unitMs, length: number): Turns {
  const step = unitMs[unit] * length;
  return { begin: (i) => anchor + i * step, near: (wall) => Math.floor((wall - anchor) / step), group: plain };
}

/** Turns of `length` months, each counted from the anchor: one that begins on the 31st begins on the last day of shorter months. */
export function monthTurns(anchor: Wall, length: number): Turns {
  const { date, time } = split(anchor);
  const first = dateOf(date);
  return {
    begin: (i) => dayNumber(first.add({ months: i * length })) * dayMs + time,
    near: (wall) => Math.floor((monthOf(dateOf(split(wall - time).date)) - monthOf(first)) / length),
    group: plain,
  };
}

/** Turns of `length` active days; days whose weekday (0 = Monday) is not active belong to the turn before them. */
export function activeDayTurns(anchor: Wall, length: number, isActive: readonly boolean[]): Turns {
  const { date, time } = split(anchor);
  const places = [0, 1, 2, 3, 4, 5, 6].filter((d) => isActive[d]);
  /** Active days from the Monday before the epoch up to, not including, a day. */
  const countBefore = (day: number): number => {
    const week = Math.floor((day + 3) / 7);
    return week * places.length + places.filter((p) => p < day + 3 - week * 7).length;
  };
  const origin = countBefore(date);
  return {
    begin(i) {
      const count = origin + i * length;
      const week = Math.floor(count / places.length);
      return (week * 7 + (places[count - week * places.length] ?? 0) - 3) * dayMs + time;
    },
    near: (wall) => Math.floor((countBefore(split(wall - time).date + 1) - 1 - origin) / length),
    group: plain,
  };
}

export interface CalendarOptions {
  readonly unit: 'week' | 'month';
  /** Staffed units a turn. */
  readonly length: number;
  /** Only each n-th unit is staffed, beginning with the anchor's. */
  readonly every: number;
  /** 0 = Monday. */
  readonly weekStart: number;
}

/** Turns that begin with calendar weeks or months, at the anchor's time of day; the first is the one that holds the anchor's date. */
export function calendarTurns(anchor: Wall, { unit, length, every, weekStart }: CalendarOptions): Turns {
  const { date, time } = split(anchor);
  const unitOf = (day: number): number => (unit === 'week' ? Math.floor((day + 3 - weekStart) / 7) : monthOf(dateOf(day)));
  const origin = unitOf(date);
  const beginOfUnit = (u: number): Wall =>
    (unit === 'week' ? (origin + u) * 7 - 3 + weekStart : dayNumber(dateOfMonth(origin + u))) * dayMs + time;
  const nearUnit = (wall: Wall): number => unitOf(split(wall - time).date) - origin;
  if (every === 1) return { begin: (i) => beginOfUnit(i * length), near: (wall) => Math.floor(nearUnit(wall) / length), group: plain };
  // Even numbers are staffed units, odd ones the pause up to the next.
  return {
    begin: (i) => beginOfUnit(Math.floor(i / 2) * every + (i % 2 === 0 ? 0 : 1)),
    near(wall) {
      const u = nearUnit(wall);
      const n = Math.floor(u / every);
      return 2 * n + (u === n * every ? 0 : 1);
    },
    group: (i) => ({ index: Math.floor(Math.floor(i / 2) / length), isStaffed: i % 2 === 0 }),
  };
}

function split(wall: Wall): { date: number; time: number } {
  const date = Math.floor(wall / dayMs);
  return { date, time: wall - date * dayMs };
}

const epoch = new Temporal.PlainDate(1970, 1, 1);
const dateOf = (day: number): Temporal.PlainDate => epoch.add({ days: day });
const dayNumber = (date: Temporal.PlainDate): number => epoch.until(date).days;
const monthOf = (date: Temporal.PlainDate): number => date.year * 12 + date.month - 1;
const dateOfMonth = (month: number): Temporal.PlainDate =>
  new Temporal.PlainDate(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 1);

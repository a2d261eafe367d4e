import { dayMs, hourMs, type Wall } from '../../time/wall.ts';
import type { Rule } from './rule.ts';

/** A rule cut into its periods (each n-th hour, day, week, month or year), numbered from the one that holds the start. */
export interface Periods {
  /** The wall times at which something begins in period `k`, in order; those before the start too. */
  begins(k: number): Wall[];
  /** The number of the period that holds a wall time, or of the last one before it. */
  numberAt(wall: Wall): number;
  /** How many periods may follow one another without anything in them, before the rule counts as over. */
  readonly mostEmpty: number;
}

/** Days since 1970-01-01, months since year 0. */
const dayOf = (year: number, month: number, day: number): number => {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.floor(date.getTime() / dayMs);
};
const firstOfMonth = (month: number): number => dayOf(Math.floor(month / 12), month - Math.floor(month / 12) * 12, 1);
const monthOf = (day: number): number => {
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** The periods of a rule that begins at `start`. Days that a month does not have are left out. */
export function periodsOf(rule: Rule, start: Wall): Periods {
  const startDay = Math.floor(start / dayMs);
  const time = start - startDay * dayMs;
  if (rule.freq === 'HOURLY') return hourly(rule, start);
  const units = unitsOf(rule, startDay);
  const origin = units.of(startDay);
  return {
    begins: (k) => chosen(rule, units.daysIn(origin + k * rule.interval)).map((day) => day * dayMs + time),
    numberAt: (wall) => Math.floor((units.of(Math.floor(wall / dayMs)) - origin) / rule.interval),
    mostEmpty: units.mostEmpty,
  };
}

function hourly(rule: Rule, start: Wall): Periods {
  const step = rule.interval * hourMs;
  return {
    begins: (k) => (isDay(rule, Math.floor((start + k * step) / dayMs)) ? [start + k * step] : []),
    numberAt: (wall) => Math.floor((wall - start) / step),
    mostEmpty: 24 * 366 * 4,
  };
}

interface Units {
  of(day: number): number;
  daysIn(unit: number): number[];
  readonly mostEmpty: number;
}

function unitsOf(rule: Rule, startDay: number): Units {
  const { freq, weekStart } = rule;
  if (freq === 'DAILY') return { of: (day) => day, daysIn: (day) => (isDay(rule, day) ? [day] : []), mostEmpty: 366 * 4 };
  if (freq === 'WEEKLY') {
    const on = new Set(rule.byDay.length > 0 ? rule.byDay.map((d) => d.day) : [weekdayOf(startDay)]);
    const first = (week: number): number => week * 7 - 3 + weekStart;
    const daysIn = (week: number): number[] =>
      range(first(week), first(week) + 7).filter((day) => on.has(weekdayOf(day)) && isDay({ ...rule, byDay: [] }, day));
    return { of: (day) => Math.floor((day + 3 - weekStart) / 7), daysIn, mostEmpty: 54 * 4 };
  }
  if (freq === 'MONTHLY')
    return {
      of: monthOf,
      daysIn: (month) => (isMonth(rule, month) ? daysOfMonth(rule, month, startDay) : []),
      mostEmpty: 12 * 28,
    };
  return { of: (day) => Math.floor(monthOf(day) / 12), daysIn: (year) => daysOfYear(rule, year, startDay), mostEmpty: 28 };
}

const isMonth = ({ byMonth }: Rule, month: number): boolean => byMonth.length === 0 || byMonth.includes((month % 12) + 1);

/** Whether the parts of a rule that only narrow leave a day in. */
const isDay = (rule: Rule, day: number): boolean =>
  isMonth(rule, monthOf(day)) &&
  (rule.byDay.length === 0 || rule.byDay.some((d) => d.day === weekdayOf(day))) &&
  (rule.byMonthDay.length === 0 || daysNumbered(rule, monthOf(day)).includes(day));

function daysNumbered({ byMonthDay }: Pick<Rule, 'byMonthDay'>, month: number): number[] {
  const [first, end] = [firstOfMonth(month), firstOfMonth(month + 1)];
  return byMonthDay.map((n) => (n > 0 ? first + n - 1 : end + n)).filter((day) => day >= first && day < end);
}

function daysOfMonth(rule: Rule, month: number, startDay: number): number[] {
  if (rule.byMonthDay.length > 0) return daysNumbered(rule, month).filter((day) => isDay({ ...rule, byMonthDay: [], byMonth: [] }, day));
  if (rule.byDay.length > 0) return weekdaysIn(rule, firstOfMonth(month), firstOfMonth(month + 1));
  const monthDay = startDay - firstOfMonth(monthOf(startDay)) + 1;
  return daysNumbered({ byMonthDay: [monthDay] }, month);
}

function daysOfYear(rule: Rule, year: number, startDay: number): number[] {
  const months = range(year * 12, year * 12 + 12);
  if (rule.byMonth.length > 0) return months.filter((month) => isMonth(rule, month)).flatMap((month) => daysOfMonth(rule, month, startDay));
  if (rule.byMonthDay.length > 0) return months.flatMap((month) => daysOfMonth(rule, month, startDay));
  if (rule.byDay.length > 0) return weekdaysIn(rule, dayOf(year, 0, 1), dayOf(year + 1, 0, 1));
  return daysOfMonth(rule, year * 12 + (monthOf(startDay) % 12), startDay);
}

/** The days of [first, end) that `byDay` names; `2MO` is the second Monday there, `-1FR` the last Friday. */
function weekdaysIn({ byDay }: Rule, first: number, end: number): number[] {
  return byDay.flatMap(({ day, nth }) => {
    const all = range(first, end).filter((d) => weekdayOf(d) === day);
    return nth === null ? all : (all.at(nth > 0 ? nth - 1 : nth) ?? []);
  });
}

/** In order, each once, and of them those that `bySetPos` counts out. */
function chosen({ bySetPos }: Rule, found: readonly number[]): number[] {
  const sorted = [...new Set(found)].toSorted((a, b) => a - b);
  if (bySetPos.length === 0) return sorted;
  const taken = bySetPos.flatMap((n) => sorted.at(n > 0 ? n - 1 : n) ?? []);
  return [...new Set(taken)].toSorted((a, b) => a - b);
}

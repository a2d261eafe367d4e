import { days } from '../../domain/time/weekday.ts';
import { dayMs, hourMs, wallOf, ZoneClock, type Wall } from '../../domain/time/wall.ts';
import { repeating, type Occurrences } from '../../domain/oncall/ics/occurrences.ts';
import { periodsOf } from '../../domain/oncall/ics/periods.ts';
import type { Rule } from '../../domain/oncall/ics/rule.ts';
import type { GrafanaShift } from './grafana-schema.ts';

/** One of the events that Grafana OnCall makes of a shift: from `start`, again and again for the people of one group. */
export interface ShiftEvent {
  readonly start: Wall;
  /** Their user ids. */
  readonly people: readonly string[];
  /** In units of the shift's frequency. */
  readonly interval: number;
  readonly freq: Rule['freq'] | null;
  readonly byDay: readonly string[];
}

export interface ShiftTimes {
  readonly start: Wall;
  readonly rotationStart: Wall;
  readonly until: Wall | null;
  readonly durationMs: number;
  readonly interval: number;
  readonly weekStart: number;
}

const freqs = { hourly: 'HOURLY', daily: 'DAILY', weekly: 'WEEKLY', monthly: 'MONTHLY' } as const;
export const freqOf = ({ frequency }: GrafanaShift): Rule['freq'] | null => (frequency ? freqs[frequency] : null);

export function timesOf(shift: GrafanaShift): ShiftTimes {
  const start = wallOf(shift.start) ?? 0;
  return {
    start,
    rotationStart: (shift.rotation_start ? wallOf(shift.rotation_start) : null) ?? start,
    until: shift.until ? wallOf(shift.until) : null,
    durationMs: shift.duration * 1000,
    interval: shift.interval ?? 1,
    weekStart: days.indexOf(shift.week_start ?? 'SU'),
  };
}

/** The groups in the order in which they are on, the first first. */
export function queueOf({ rolling_users: groups, start_rotation_from_user_index: from }: GrafanaShift): string[][] {
  const all = groups ?? [];
  return [...all.slice(from ?? 0), ...all.slice(0, from ?? 0)];
}

/** Reckons as Grafana OnCall does (`CustomOnCallShift.convert_to_ical`): each group's first event is where the next hour, day, week or month
 *  of the rule begins, and comes again when all groups have been on. `isWeb`: what runs when the rotation begins counts. */
export function rollingEvents(shift: GrafanaShift, isWeb: boolean): ShiftEvent[] {
  const queue = queueOf(shift);
  const freq = freqOf(shift);
  if (queue.length === 0) return [];
  const times = timesOf(shift);
  const byDay = shift.by_day ?? [];
  if (freq === null) return [{ start: times.start, people: queue[0] ?? [], interval: 1, freq, byDay: [] }];
  const walk = new Walk(shift, freq, isWeb);
  let at: Wall | null = times.start === times.rotationStart ? times.start : walk.after(times.start, false);
  if (at !== null) at = onSelectedDay(at, byDay, times.weekStart);
  if (freq === 'DAILY' && byDay.length > 0) return at === null ? [] : dayByDay(at, queue, { byDay, interval: times.interval });
  const events: ShiftEvent[] = [];
  for (let k = 0; at !== null && events.length < queue.length && k < mostSteps; k++, at = walk.after(at, true)) {
    if (isWeb ? at + times.durationMs <= times.rotationStart : at < times.rotationStart) continue;
    events.push({ start: at, people: queue[k % queue.length] ?? [], interval: times.interval * queue.length, freq, byDay });
  }
  return events;
}

/** A rotation that begins so much later than its shift is nobody's. */
const mostSteps = 100_000;

/** The first selected day in the order of the week, at or after `at`, where its own is not selected. */
function onSelectedDay(at: Wall, byDay: readonly string[], weekStart: number): Wall {
  if (byDay.length === 0 || byDay.includes(days[weekdayOf(at)] ?? '')) return at;
  const inOrder = days.map((_d, i) => (weekStart + i) % 7);
  const first = inOrder.find((d) => byDay.includes(days[d] ?? '')) ?? 0;
  return at + ((((first - weekdayOf(at)) % 7) + 7) % 7) * dayMs;
}

export const weekdayOf = (wall: Wall): number => (((Math.floor(wall / dayMs) + 3) % 7) + 7) % 7;

/** Every selected day is the next of somebody, `interval` days a group, until the same people have the same days again. */
function dayByDay(
  start: Wall,
  queue: readonly string[][],
  { byDay, interval }: { byDay: readonly string[]; interval: number },
): ShiftEvent[] {
  const cycle = leastCommon(queue.length * interval, byDay.length);
  const events: ShiftEvent[] = [];
  for (let at = start; events.length < cycle; at += dayMs) {
    const day = days[weekdayOf(at)] ?? '';
    if (!byDay.includes(day)) continue;
    const people = queue[Math.floor(events.length / interval) % queue.length] ?? [];
    events.push({ start: at, people, interval: cycle / byDay.length, freq: 'WEEKLY', byDay: [day] });
  }
  return events;
}

function leastCommon(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** Goes from one group's first event to the next one's. */
class Walk {
  readonly #times: ShiftTimes;
  readonly #freq: Rule['freq'];
  readonly #isWeb: boolean;
  readonly #rule: Rule;

  constructor(shift: GrafanaShift, freq: Rule['freq'], isWeb: boolean) {
    this.#times = timesOf(shift);
    this.#freq = freq;
    this.#isWeb = isWeb;
    this.#rule = ruleOf(shift, freq, this.#times);
  }

  /** Where the next group begins; without `isNext` the same one, no earlier than the rotation. Null when the shift has ended by then. */
  after(at: Wall, isNext: boolean): Wall | null {
    const { until, rotationStart, durationMs } = this.#times;
    const least = isNext ? this.#nextPeriod(at) : at;
    const end = this.#endOf(least);
    const isIn = (start: Wall): boolean => end === null || (this.#isWeb ? start + durationMs > rotationStart : start >= rotationStart);
    const events = occurrencesFrom(at, this.#rule);
    const last = end ?? Number.POSITIVE_INFINITY;
    let found: Wall | null = null;
    for (let next = events.firstAfter(least - 1); next && next.start <= last; next = events.firstAfter(next.start)) {
      if (!isIn(next.start)) continue;
      found = next.start;
      break;
    }
    const result = found ?? least;
    return until !== null && result > until ? null : result;
  }

  #nextPeriod(at: Wall): Wall {
    const { interval, weekStart } = this.#times;
    if (this.#freq === 'HOURLY') return at + hourMs;
    if (this.#freq === 'DAILY') return at + dayMs;
    if (this.#freq === 'WEEKLY') return at + (((7 - weekdayOf(at) + weekStart - 1) % 7) + 1 + 7 * (interval - 1)) * dayMs;
    const date = new Date(at);
    return (
      at +
      Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + interval, 1) -
      Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
    );
  }

  /** The last day of the week or month, at the same time of day; null where the period is no longer than its event. */
  #endOf(at: Wall): Wall | null {
    if (this.#freq === 'WEEKLY') return at + (6 - ((weekdayOf(at) - this.#times.weekStart + 7) % 7)) * dayMs;
    if (this.#freq !== 'MONTHLY') return null;
    const date = new Date(at);
    return (
      at +
      Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0) -
      Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
    );
  }
}

function ruleOf(shift: GrafanaShift, freq: Rule['freq'], { interval, weekStart }: ShiftTimes): Rule {
  const byDay = (shift.by_day ?? []).flatMap((day) => {
    const at = days.findIndex((d) => d === day);
    return at < 0 ? [] : [{ day: at, nth: null }];
  });
  const narrowed = { byDay, byMonth: shift.by_month ?? [], byMonthDay: shift.by_monthday ?? [] };
  return { freq, interval, count: null, until: null, ...narrowed, bySetPos: [], weekStart };
}

const wallClock = new ZoneClock('UTC');

/** On the wall, where no clock ever changes. */
const occurrencesFrom = (start: Wall, rule: Rule): Occurrences =>
  repeating({ rule, start, clock: wallClock, endOf: (wall) => wall + 1, isOut: () => false });

/** The first time the rule of a shift begins anything. */
export function firstOf(shift: GrafanaShift, freq: Rule['freq']): Wall {
  const times = timesOf(shift);
  const rule = ruleOf(shift, freq, times);
  if (periodsOf(rule, times.start).begins(0).includes(times.start)) return times.start;
  return occurrencesFrom(times.start, rule).firstAfter(times.start)?.start ?? times.start;
}

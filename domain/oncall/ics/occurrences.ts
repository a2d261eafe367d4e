import { dayMs, type Wall, type ZoneClock } from '../../time/wall.ts';
import type { Span } from '../span.ts';
import { periodsOf, type Periods } from './periods.ts';
import { isPast, type Rule } from './rule.ts';
import { instantOf } from './times.ts';

/** The times of something that happens again, in order of their starts. */
export interface Occurrences {
  /** The last that begins at or before `at` (UTC ms). */
  lastBy(at: number): Span | null;
  /** The first that begins after it. */
  firstAfter(at: number): Span | null;
}

/** Spans written out, in any order. Those that overlap are one; those that only touch stay two. */
export function listed(spans: readonly Span[]): Occurrences {
  const joined: { start: number; end: number }[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  /** How many begin at or before `at`. */
  const countBy = (at: number): number => {
    let [low, high] = [0, joined.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((joined[middle] as Span).start <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { lastBy: (at) => joined[countBy(at) - 1] ?? null, firstAfter: (at) => joined[countBy(at)] ?? null };
}

export interface Repeating {
  readonly rule: Rule;
  readonly start: Wall;
  readonly clock: ZoneClock;
  /** UTC ms of the end of an occurrence that begins at this wall time. */
  readonly endOf: (start: Wall) => number;
  /** Left out by EXDATE, or told elsewhere (RECURRENCE-ID). */
  readonly isOut: (start: Wall, instant: number) => boolean;
}

/** A rule without a count: any occurrence is found without counting up from the first. The first is the start itself, whatever the rule says. */
export function repeating(series: Repeating): Occurrences {
  const { rule, start, clock } = series;
  const periods = periodsOf(rule, start);
  const spansIn = spansByPeriod(series, periods);
  const last = lastPeriod(rule, periods, clock);
  if (!everBegins(periods)) return listed(spansIn(0));
  return {
    lastBy(at) {
      // One more than what the wall shows: a wall time may come again.
      const from = Math.min(last, periods.numberAt(clock.wallAt(at)) + 1);
      for (let k = from; k >= 0 && k > from - periods.mostEmpty; k--) {
        const found = spansIn(k).findLast((span) => span.start <= at);
        if (found) return found;
      }
      return null;
    },
    firstAfter(at) {
      const from = Math.max(0, periods.numberAt(clock.wallAt(at)) - 1);
      for (let k = from; k <= last && k < from + periods.mostEmpty; k++) {
        const found = spansIn(k).find((span) => span.start > at);
        if (found) return found;
      }
      return null;
    },
  };
}

/** Whether a rule ever meets a day: the 31st of February is searched for once, and not with every question. */
function everBegins({ begins, mostEmpty }: Periods): boolean {
  for (let k = 0; k < mostEmpty; k++) if (begins(k).length > 0) return true;
  return false;
}

/** Questions come close together: what was worked out for so many periods is kept. */
const mostKept = 500;

function spansByPeriod({ rule, start, clock, endOf, isOut }: Repeating, periods: Periods): (k: number) => readonly Span[] {
  const kept = new Map<number, readonly Span[]>();
  const workOut = (k: number): readonly Span[] => {
    const after = periods.begins(k).filter((wall) => wall >= start);
    const walls = k === 0 && after[0] !== start ? [start, ...after] : after;
    return walls.flatMap((wall) => {
      const instant = instantOf({ wall, clock });
      return isPast(rule.until, wall, () => instant) || isOut(wall, instant) ? [] : [{ start: instant, end: endOf(wall) }];
    });
  };
  return (k) => {
    const known = kept.get(k);
    if (known) return known;
    if (kept.size >= mostKept) kept.clear();
    const spans = workOut(k);
    kept.set(k, spans);
    return spans;
  };
}

/** No period after this one has anything before the rule's end. */
function lastPeriod({ until }: Rule, periods: Periods, clock: ZoneClock): number {
  if (until === null) return Number.POSITIVE_INFINITY;
  return periods.numberAt(until.clock.zone === 'UTC' && !until.isDate ? clock.wallAt(until.wall) : until.wall + dayMs) + 1;
}

/** A rule of 10,000 days that come once in four years is cut off after this many periods. */
const mostPeriods = 100_000;

/** The occurrences of a rule with a count; what is left out still counts. */
export function counted({ rule, start, clock, endOf, isOut }: Repeating): Span[] {
  const periods = periodsOf(rule, start);
  const walls: Wall[] = [start];
  let empty = 0;
  for (let k = 0; walls.length < (rule.count ?? 0) && empty < periods.mostEmpty && k < mostPeriods; k++) {
    const here = periods.begins(k).filter((wall) => wall > start);
    empty = here.length > 0 ? 0 : empty + 1;
    walls.push(...here);
  }
  return walls.slice(0, rule.count ?? 0).flatMap((wall) => {
    const instant = instantOf({ wall, clock });
    return isPast(rule.until, wall, () => instant) || isOut(wall, instant) ? [] : [{ start: instant, end: endOf(wall) }];
  });
}

import type { Wall, ZoneClock } from '../../time/wall.ts';
import type { Span } from '../span.ts';
import { periodsOf } from './periods.ts';
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
export function repeating({ rule, start, clock, endOf, isOut }: Repeating): Occurrences {
  const periods = periodsOf(rule, start);
  const begins = (k: number): Wall[] => {
    const all = k < 0 ? [] : periods.begins(k).filter((wall) => wall >= start);
    return k === 0 && all[0] !== start ? [start, ...all] : all;
  };
  const spanAt = (wall: Wall): Span | null => {
    const instant = instantOf({ wall, clock });
    return isPast(rule.until, wall, () => instant) || isOut(wall, instant) ? null : { start: instant, end: endOf(wall) };
  };
  return {
    lastBy(at) {
      // One more than what the wall shows: a wall time may come again.
      const from = periods.numberAt(clock.wallAt(at)) + 1;
      for (let k = from; k >= 0 && k > from - periods.mostEmpty; k--) {
        const found = begins(k)
          .map(spanAt)
          .findLast((span) => span !== null && span.start <= at);
        if (found) return found;
      }
      return null;
    },
    firstAfter(at) {
      const from = Math.max(0, periods.numberAt(clock.wallAt(at)) - 1);
      for (let k = from; k < from + periods.mostEmpty; k++) {
        const walls = begins(k);
        const found = walls.map(spanAt).find((span) => span !== null && span.start > at);
        if (found) return found;
        if (walls.some((wall) => isPast(rule.until, wall, () => instantOf({ wall, clock })))) return null;
      }
      return null;
    },
  };
}

/** The occurrences of a rule with a count; what is left out still counts. */
export function counted({ rule, start, clock, endOf, isOut }: Repeating): Span[] {
  const periods = periodsOf(rule, start);
  const walls: Wall[] = [start];
  let empty = 0;
  for (let k = 0; walls.length < (rule.count ?? 0) && empty < periods.mostEmpty; k++) {
    const here = periods.begins(k).filter((wall) => wall > start);
    empty = here.length > 0 ? 0 : empty + 1;
    walls.push(...here);
  }
  return walls.slice(0, rule.count ?? 0).flatMap((wall) => {
    const instant = instantOf({ wall, clock });
    return isPast(rule.until, wall, () => instant) || isOut(wall, instant) ? [] : [{ start: instant, end: endOf(wall) }];
  });
}

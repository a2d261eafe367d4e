import { dayMs, firstInstantOf, hourMs, type Wall, type ZoneClock } from '../time/wall.ts';
import type { OnCall } from './on-call.ts';
import type { Span } from './span.ts';

/** What somebody carried in a span. */
export interface Burden {
  readonly person: string;
  readonly turns: number;
  readonly hours: number;
  /** Nights, 22 to 06 on the clock of the schedule, that they were on call in for an hour or more. */
  readonly nights: number;
  readonly nightHours: number;
  /** Weekends, Saturday 00 to Monday 00, likewise. */
  readonly weekends: number;
  readonly weekendHours: number;
}

/** Who carried how much of a span, the most first. Turns are cut to the span. */
export function burdens(turns: readonly OnCall[], span: Span, clock: ZoneClock): Burden[] {
  const cut = turns.map((t) => ({
    person: t.person,
    start: Math.max(t.start ?? span.start, span.start),
    end: Math.min(t.end ?? span.end, span.end),
  }));
  const nights = [...nightsIn(span, clock)];
  const weekends = [...weekendsIn(span, clock)];
  const people = [...Map.groupBy(cut, (t) => t.person)];
  const all = people.map(([person, own]): Burden => {
    const dark = overlaps(own, nights);
    const free = overlaps(own, weekends);
    return {
      person,
      turns: own.length,
      hours: inHours(own.reduce((sum, t) => sum + t.end - t.start, 0)),
      nights: counted(dark),
      nightHours: inHours(total(dark)),
      weekends: counted(free),
      weekendHours: inHours(total(free)),
    };
  });
  return all.toSorted((a, b) => b.hours - a.hours || (a.person < b.person ? -1 : 1));
}

/** How long each window was shared, ms. */
const overlaps = (own: readonly Span[], windows: readonly Span[]): number[] =>
  windows.map((w) => own.reduce((sum, t) => sum + Math.max(0, Math.min(t.end, w.end) - Math.max(t.start, w.start)), 0));

const counted = (shared: readonly number[]): number => shared.filter((ms) => ms >= hourMs).length;
const total = (shared: readonly number[]): number => shared.reduce((sum, ms) => sum + ms, 0);
const inHours = (ms: number): number => Math.round((ms / hourMs) * 100) / 100;

function* windowsOf(
  { start, end }: Span,
  clock: ZoneClock,
  [everyDays, from, to]: readonly [number, number, number],
  first: Wall,
): Iterable<Span> {
  for (let day = first; ; day += everyDays * dayMs) {
    const window = { start: firstInstantOf(day + from * hourMs, clock), end: firstInstantOf(day + to * hourMs, clock) };
    if (window.start >= end) return;
    if (window.end > start) yield window;
  }
}

const midnightBefore = (at: number, clock: ZoneClock): Wall => Math.floor(clock.wallAt(at) / dayMs) * dayMs;

const nightsIn = (span: Span, clock: ZoneClock): Iterable<Span> =>
  windowsOf(span, clock, [1, 22, 30], midnightBefore(span.start, clock) - dayMs);

function weekendsIn(span: Span, clock: ZoneClock): Iterable<Span> {
  const day = midnightBefore(span.start, clock);
  // The epoch was a Thursday: two days later is a Saturday.
  const sinceSaturday = ((((day / dayMs - 2) % 7) + 7) % 7) * dayMs;
  return windowsOf(span, clock, [7, 0, 48], day - sinceSaturday);
}

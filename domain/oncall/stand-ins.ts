import { momentAt } from '../time/moment.ts';
import { ZoneClock } from '../time/wall.ts';
import type { Schedule } from './schedule.ts';
import type { Span } from './span.ts';

/** Who stands in for a person within a span (UTC ms), as covers, agreed swaps and written overrides of a laid-over schedule have it. */
export function standInsOf(
  person: string,
  { start, end }: Span,
  { overrides }: Schedule,
  zone: string,
): { person: string; start: number; end: number }[] {
  const clock = new ZoneClock(zone);
  return overrides
    .flatMap(({ add, remove, shadow, ...o }) => {
      if (shadow || add === undefined || remove !== person) return [];
      return [
        { person: add, start: Math.max(momentAt(o.start, clock, 'start'), start), end: Math.min(momentAt(o.end, clock, 'end'), end) },
      ];
    })
    .filter((o) => o.end > o.start)
    .toSorted((a, b) => a.start - b.start);
}

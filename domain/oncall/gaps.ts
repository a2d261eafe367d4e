import type { OnCall } from './on-call.ts';
import type { Span } from './span.ts';

/** The stretches of a span in which none of the turns is: nobody is on call there. In order of time. */
export function gapsIn(turns: readonly OnCall[], { start, end }: Span): Span[] {
  const gaps: Span[] = [];
  let covered = start;
  for (const turn of turns.toSorted((a, b) => (a.start ?? start) - (b.start ?? start))) {
    const begins = Math.max(turn.start ?? start, start);
    if (begins > covered) gaps.push({ start: covered, end: Math.min(begins, end) });
    covered = Math.max(covered, turn.end ?? end);
    if (covered >= end) return gaps;
  }
  return covered < end ? [...gaps, { start: covered, end }] : gaps;
}

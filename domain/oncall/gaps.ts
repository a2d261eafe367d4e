import { turnsBetween, type OnCall } from './on-call.ts';
import type { Layer, Schedule } from './schedule.ts';
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

/** A stretch in which nobody is on call. `isPlanned`: the hours of the schedule leave it out; else somebody is missing. */
export interface Gap extends Span {
  readonly isPlanned: boolean;
}

/** The gaps of a span, told apart by whether the schedule means them. One that never has anybody means nothing. */
export function gapsAhead(schedule: Schedule, span: Span): Gap[] {
  const gaps = gapsIn(turnsBetween(schedule, span.start, span.end), span);
  if (gaps.length === 0) return [];
  const meant = turnsBetween(asMeant(schedule), span.start, span.end);
  const planned = meant.length === 0 ? [] : gapsIn(meant, span);
  const parts = gaps.flatMap((gap) => [
    ...planned.map((p) => ({ ...both(gap, p), isPlanned: true })),
    ...besides(gap, planned).map((rest) => ({ ...rest, isPlanned: false })),
  ]);
  return parts.filter((g) => g.end > g.start).toSorted((a, b) => a.start - b.start);
}

const both = (a: Span, b: Span): Span => ({ start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) });

function besides(gap: Span, others: readonly Span[]): Span[] {
  const inside = others.map((o) => ({ person: '', ...both(gap, o) })).filter((o) => o.end > o.start);
  return gapsIn(inside, gap);
}

/** The schedule with somebody in every place. */
const asMeant = (schedule: Schedule): Schedule => ({
  ...schedule,
  overrides: [],
  temporary: [],
  layers: schedule.layers.filter((l) => !l.shadow).map(staffed),
});

function staffed(layer: Layer): Layer {
  if (layer.rotation) return { ...layer, rotation: { ...layer.rotation, people: layer.rotation.people.map(() => 'anybody') } };
  return layer.people && !layer.ics ? { ...layer, people: ['anybody'] } : layer;
}

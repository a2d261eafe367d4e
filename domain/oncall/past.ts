import { laidOver } from './lay.ts';
import { turnsBetween, type OnCall } from './on-call.ts';
import type { Rota } from './rota.ts';
import type { Schedule } from './schedule.ts';
import type { Span } from './span.ts';

/** What a schedule said from an instant (UTC ms) on; null: it was gone. */
export interface Edition {
  readonly from: number;
  readonly spec: Schedule | null;
}

/** Every turn that touches [from, to): the past by what the schedule said then, so that a later change does not rewrite who had which shift.
 *  `editions` in order of time; before the first there was no schedule and nobody was on call. */
export function turnsThen(editions: readonly Edition[], rota: Rota | undefined, { start: from, end: to }: Span): OnCall[] {
  const found = editions.flatMap(({ from: since, spec }, i): OnCall[] => {
    const until = editions[i + 1]?.from ?? Number.POSITIVE_INFINITY;
    const [first, last] = [Math.max(from, since), Math.min(to, until)];
    if (spec === null || first >= last) return [];
    return turnsBetween(laidOver(spec, rota), first, last).map((t) => within(t, { start: since, end: until }));
  });
  return joined(found, new Set(editions.map((e) => e.from)));
}

const within = ({ person, start, end }: OnCall, edition: Span): OnCall => {
  const cut = {
    start: Math.max(start ?? Number.NEGATIVE_INFINITY, edition.start),
    end: Math.min(end ?? Number.POSITIVE_INFINITY, edition.end),
  };
  return { person, start: Number.isFinite(cut.start) ? cut.start : null, end: Number.isFinite(cut.end) ? cut.end : null };
};

/** A turn that goes on over a change of the schedule is one. */
function joined(turns: readonly OnCall[], changes: ReadonlySet<number>): OnCall[] {
  const all: OnCall[] = [];
  for (const turn of turns) {
    const goesOn = turn.start !== null && changes.has(turn.start);
    const before = goesOn ? all.findIndex((t) => t.person === turn.person && t.end === turn.start) : -1;
    const first = all[before];
    if (first) all[before] = { ...first, end: turn.end };
    else all.push(turn);
  }
  return all;
}

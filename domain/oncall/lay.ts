import { resourcesOf, type Resource, type Resources } from '../resource/resource.ts';
import { momentAt } from '../time/moment.ts';
import { ZoneClock } from '../time/wall.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import { withCallers } from './ics/callers.ts';
import type { Rota } from './rota.ts';
import type { Override, Schedule, Temporary } from './schedule.ts';

/** A change of who is on call; `null` where nobody comes or goes. UTC ms. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly add: string | null;
  readonly remove: string | null;
}

/** A schedule with its rota laid over it, as though covers and agreed swaps were written as overrides and stands as temporary schedules.
 *  Covering somebody who stands in is standing in for whom they stand in for; taken away again, the first is in force as before. */
export function laidOver(schedule: Schedule, rota: Rota | undefined): Schedule {
  if (!rota || (rota.covers.length === 0 && rota.stands.length === 0 && rota.swaps.length === 0)) return schedule;
  const shadows = rota.covers
    .filter((c) => c.isShadow && c.end > c.start)
    .map((c): Override => ({ ...moments(c), ...(c.add ? { add: c.add } : {}), shadow: true }));
  const overrides = changesOf(rota).reduce((laid, change) => layOne(laid, change, schedule), [...schedule.overrides]);
  return {
    ...schedule,
    overrides: [...overrides, ...shadows],
    temporary: [...schedule.temporary, ...rota.stands.filter((s) => s.end > s.start).map(temporaryOf)],
  };
}

/** Covers and both halves of agreed swaps, in the order in which they were made. */
function changesOf({ covers, swaps }: Rota): Change[] {
  const made = [
    ...covers.filter((c) => !c.isShadow).map((c) => ({ at: c.at, change: c as Change })),
    ...swaps
      .filter((s) => s.state === 'agreed')
      .flatMap(({ at, from, to, start, end, back }) => [
        { at, change: { start, end, remove: from, add: to } },
        ...(back ? [{ at, change: { ...back, remove: to, add: from } }] : []),
      ]),
  ];
  return made
    .toSorted((a, b) => a.at - b.at)
    .map(({ change }) => change)
    .filter((c) => c.end > c.start);
}

function layOne(laid: readonly Override[], change: Change, { zone }: Schedule): Override[] {
  const clock = new ZoneClock(zone ?? 'UTC');
  const under = laid.flatMap((o) => {
    if (o.shadow || change.remove === null || o.add !== change.remove) return [o];
    const [start, end] = [momentAt(o.start, clock, 'start'), momentAt(o.end, clock, 'end')];
    if (end <= change.start || start >= change.end) return [o];
    const within = { start: Math.max(start, change.start), end: Math.min(end, change.end), add: change.add, remove: o.remove ?? null };
    const rest = [
      { start, end: within.start },
      { start: within.end, end },
    ].filter((r) => r.end > r.start);
    return [...rest.map((r) => ({ ...o, ...moments(r) })), ...overrideOf(within)];
  });
  return [...under, ...overrideOf(change)];
}

/** None where nothing is left of it: whoever takes their own shift back. */
function overrideOf({ start, end, add, remove }: Change): Override[] {
  if (add === remove) return [];
  return [{ ...moments({ start, end }), ...(add === null ? {} : { add }), ...(remove === null ? {} : { remove }) }];
}

const temporaryOf = ({ start, end, shifts }: Rota['stands'][number]): Temporary => ({
  ...moments({ start, end }),
  shifts: shifts.map((s) => ({ ...moments(s), people: [...s.people] })),
});

const moments = ({ start, end }: { start: number; end: number }) => ({ start: rfc3339(start), end: rfc3339(end) });

/** What is configured with the rotas laid over the schedules of the same names, and the firm's people known to their calendars: the one answer to who is on call. */
export function dutyOf(resources: Resources, rotas: ReadonlyMap<string, Rota>): Resources {
  const people = resources.all('person');
  const laid = resources.list.map((r): Resource => {
    if (r.kind !== 'schedule') return r;
    const spec = withCallers(laidOver(r.spec, rotas.get(r.name)), people);
    return spec === r.spec ? r : { ...r, spec };
  });
  return laid.every((r, i) => r === resources.list[i]) ? resources : resourcesOf(laid);
}

import type { SkillCalls } from '../../api.d.ts';
import { useLive, type Asked } from '../use-live.ts';
import { spanOf, tracked, type Bar, type Calendar, type LayerTurns, type Mark, type Span } from './calendar.ts';

export type Told = SkillCalls['oncall/calendar']['output'];

/** A schedule over a span with everything that led to it; asked again when anybody changes anything of it. */
export function useCalendar(schedule: string, { from, to }: Span): Asked<Told> {
  const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  return useLive(`calendar ${schedule} ${start} ${end}`, (desk) => desk.api.skill('oncall/calendar', { schedule, from: start, to: end }), [
    'config',
    'oncall',
  ]);
}

/** As it is drawn. Who only learns beats nobody. */
export function drawable({ turns, gaps, layers }: Told): Calendar {
  const drawn = layers.map((layer): LayerTurns => ({
    name: layer.name,
    priority: layer.priority,
    override: layer.isOverride,
    turns: layer.turns,
  }));
  return { turns, gaps, layers: drawn.filter((_, i) => !layers[i]?.isShadow) };
}

/** What an id on a turn stands for. */
export const markIn =
  ({ covers, stands, swaps }: Told) =>
  (id: string): Mark | undefined => {
    if (covers.some((each) => each.id === id)) return 'cover';
    if (stands.some((each) => each.id === id)) return 'stand';
    return swaps.some((each) => each.id === id) ? 'swap' : undefined;
  };

export type Entry = { id: string; because: string | null; by: string | null; byName: string | null; madeAt: string };

/** Who made something, and why; null for what is written in the schedule. */
export const entryIn = ({ covers, stands, swaps }: Told, id: string): Entry | null =>
  [...covers, ...stands, ...swaps].find((each) => each.id === id) ?? null;

/** Covers, swaps and temporary schedules, those that nobody has agreed to yet among them; `say` words who made each. */
export function changeBars(told: Told, within: Span, say: (entry: Entry) => string): Bar[] {
  const bar = (each: { start: string; end: string }, more: Pick<Bar, 'person'> & Partial<Bar>): Omit<Bar, 'track'> => ({
    ...spanOf(each),
    isFaint: false,
    ...more,
  });
  const covers = told.covers
    .filter(({ isShadow }) => !isShadow)
    .map((each) => bar(each, { person: each.add, mark: 'cover', ids: [each.id], note: say(each) }));
  const swaps = told.swaps
    .filter(({ state }) => state === 'asked' || state === 'agreed')
    .flatMap((each) => {
      const mark = each.state === 'asked' ? ('asked' as const) : ('swap' as const);
      const back = each.back ? [bar(each.back, { person: each.from, mark, ids: [each.id], note: say(each) })] : [];
      return [bar(each, { person: each.to, mark, ids: [each.id], note: say(each) }), ...back];
    });
  const stands = told.stands.flatMap((each) =>
    each.shifts.flatMap((shift) => shift.people.map((person) => bar(shift, { person, mark: 'stand', ids: [each.id], note: say(each) }))),
  );
  const written = told.overrides.filter(({ isShadow }) => !isShadow).map((each) => bar(each, { person: each.add, mark: 'cover' }));
  return tracked(joined([...covers, ...swaps, ...stands, ...written]), within);
}

/** Somebody who stands in for several at once is drawn once. */
function joined(bars: Omit<Bar, 'track'>[]): Omit<Bar, 'track'>[] {
  const known = new Map<string, Omit<Bar, 'track'>>();
  for (const bar of bars) {
    const key = [bar.person, bar.from, bar.to, bar.mark, bar.note].join(' ');
    const same = known.get(key);
    known.set(key, same ? { ...same, ids: [...(same.ids ?? []), ...(bar.ids ?? [])] } : bar);
  }
  return [...known.values()];
}

/** Those who learn. */
export function shadowBars({ shadows, covers }: Told, within: Span, say: (entry: Entry) => string): Bar[] {
  const made = (person: string, span: Span) =>
    covers.find((each) => each.isShadow && each.add === person && spanOf(each).from < span.to && spanOf(each).to > span.from);
  return tracked(
    shadows.map((turn) => {
      const entry = made(turn.person, spanOf(turn));
      const known = entry ? { ids: [entry.id], note: say(entry) } : {};
      return { ...spanOf(turn), person: turn.person, isFaint: false, mark: 'shadow' as const, ...known };
    }),
    within,
  );
}

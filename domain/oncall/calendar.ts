import { z } from 'zod';
import { personOf } from '../event/event.ts';
import { nameOf } from '../firm/of-firm.ts';
import type { Resources } from '../resource/resource.ts';
import { momentAt } from '../time/moment.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import { ZoneClock } from '../time/wall.ts';
import { gapsAhead } from './gaps.ts';
import { turnsBetween, type OnCall } from './on-call.ts';
import type { Rota } from './rota.ts';
import type { Schedule } from './schedule.ts';
import { shadowsOf } from './shadows.ts';
import type { Span } from './span.ts';
import { SpanView, TurnView, turnView } from './turn-view.ts';

const Entry = SpanView.extend({
  id: z.string(),
  because: z.string().nullable(),
  /** Null: not a person. */
  by: z.string().nullable(),
  byName: z.string().nullable(),
  madeAt: z.string(),
});
const Who = z.string().nullable();

/** A schedule over a span: who is on call in the end, and everything that led to it. */
export const CalendarView = z.object({
  schedule: z.string(),
  displayName: z.string(),
  zone: z.string(),
  from: z.string(),
  to: z.string(),
  now: z.string(),
  /** Who is on call in the end; `by`: the ids of covers, swaps and temporary schedules that put them there. */
  turns: z.array(TurnView.extend({ by: z.array(z.string()) })),
  shadows: z.array(TurnView),
  gaps: z.array(SpanView.extend({ isPlanned: z.boolean() })),
  /** Each layer as though it were alone, the strongest first. */
  layers: z.array(
    z.object({
      index: z.number(),
      name: Who,
      priority: z.number(),
      isOverride: z.boolean(),
      isShadow: z.boolean(),
      turns: z.array(TurnView),
    }),
  ),
  /** Written in the schedule itself. */
  overrides: z.array(SpanView.extend({ add: Who, addName: Who, remove: Who, removeName: Who, isShadow: z.boolean() })),
  covers: z.array(Entry.extend({ add: Who, addName: Who, remove: Who, removeName: Who, isShadow: z.boolean() })),
  stands: z.array(Entry.extend({ shifts: z.array(SpanView.extend({ people: z.array(z.string()), names: z.array(z.string()) })) })),
  /** Those of the span, and whatever somebody is asked for. */
  swaps: z.array(
    Entry.extend({
      from: z.string(),
      fromName: z.string(),
      to: z.string(),
      toName: z.string(),
      back: SpanView.nullable(),
      state: z.enum(['asked', 'agreed', 'declined', 'withdrawn', 'lapsed']),
    }),
  ),
  /** Whether the viewer may settle other people’s shifts. */
  maySettle: z.boolean(),
});
export type CalendarView = z.output<typeof CalendarView>;

export interface CalendarScene {
  readonly schedule: string;
  /** As written, without the rota. */
  readonly written: Schedule;
  /** With it. */
  readonly laid: Schedule;
  readonly rota: Rota;
  /** Who was and will be on call, the past as it was. */
  readonly turns: readonly OnCall[];
  readonly zone: string;
  readonly span: Span;
  readonly now: number;
  readonly resources: Resources;
  readonly maySettle: boolean;
}

export function calendarView(scene: CalendarScene): CalendarView {
  const { schedule, written, laid, rota, turns, zone, span, now, resources } = scene;
  const view = (t: OnCall): TurnView => turnView(t, resources);
  const touches = (s: Span): boolean => s.end > s.start && s.start < span.end && s.end > span.start;
  const ahead = { start: Math.max(span.start, Math.min(now, span.end)), end: span.end };
  const gaps = ahead.end > ahead.start ? gapsAhead(laid, ahead) : [];
  return {
    schedule,
    displayName: written.displayName ?? schedule,
    zone,
    from: rfc3339(span.start),
    to: rfc3339(span.end),
    now: rfc3339(now),
    turns: turns.map((t) => ({ ...view(t), by: madeBy(t, rota) })),
    shadows: turnsBetween(shadowsOf(laid), span.start, span.end).map(view),
    gaps: gaps.map((g) => ({ ...iso(g), isPlanned: g.isPlanned })),
    layers: layersOf(written, span).map((l) => ({ ...l, turns: l.turns.map(view) })),
    overrides: writtenOverrides(written, zone)
      .filter(touches)
      .map(({ start, end, isShadow, ...who }) => ({ ...iso({ start, end }), ...named(who, resources), isShadow })),
    covers: rota.covers.filter(touches).map((c) => ({ ...entryView(c, resources), ...named(c, resources), isShadow: c.isShadow })),
    stands: rota.stands.filter(touches).map((s) => ({
      ...entryView(s, resources),
      shifts: s.shifts.map(({ people, ...at }) => ({ ...iso(at), people: [...people], names: people.map((p) => nameOf(resources, p)) })),
    })),
    swaps: rota.swaps
      .filter((s) => s.state === 'asked' || touches(s) || (s.back !== null && touches(s.back)))
      .map((s) => ({
        ...entryView(s, resources),
        from: s.from,
        fromName: nameOf(resources, s.from),
        to: s.to,
        toName: nameOf(resources, s.to),
        back: s.back && iso(s.back),
        state: s.state,
      })),
    maySettle: scene.maySettle,
  };
}

const iso = ({ start, end }: Span) => ({ start: rfc3339(start), end: rfc3339(end) });

function entryView(e: Rota['covers'][number] | Rota['stands'][number] | Rota['swaps'][number], resources: Resources) {
  const by = personOf(e.by);
  return { id: e.id, ...iso(e), because: e.because, by, byName: by === null ? null : nameOf(resources, by), madeAt: rfc3339(e.at) };
}

const named = ({ add, remove }: { add: string | null; remove: string | null }, resources: Resources) => ({
  add,
  addName: add === null ? null : nameOf(resources, add),
  remove,
  removeName: remove === null ? null : nameOf(resources, remove),
});

function writtenOverrides({ overrides }: Schedule, zone: string) {
  const clock = new ZoneClock(zone);
  return overrides.map((o) => ({
    start: momentAt(o.start, clock, 'start'),
    end: momentAt(o.end, clock, 'end'),
    add: o.add ?? null,
    remove: o.remove ?? null,
    isShadow: o.shadow === true,
  }));
}

/** Each layer alone, in the order in which they win. */
function layersOf(written: Schedule, { start, end }: Span) {
  const alone = written.layers.map((layer, index) => ({
    index,
    name: layer.name ?? null,
    priority: layer.priority,
    isOverride: layer.override,
    isShadow: layer.shadow === true,
    turns: turnsBetween({ ...written, layers: [{ ...layer, shadow: false }], overrides: [], temporary: [] }, start, end),
  }));
  return alone.toSorted((a, b) => Number(b.isOverride) - Number(a.isOverride) || b.priority - a.priority || a.index - b.index);
}

/** What of the rota put somebody there. */
function madeBy({ person, start, end }: OnCall, { covers, swaps, stands }: Rota): string[] {
  const touches = (s: Span): boolean =>
    s.end > s.start && s.start < (end ?? Number.POSITIVE_INFINITY) && s.end > (start ?? Number.NEGATIVE_INFINITY);
  return [
    ...covers.filter((c) => !c.isShadow && c.add === person && touches(c)),
    ...swaps.filter(
      (s) => s.state === 'agreed' && ((s.to === person && touches(s)) || (s.from === person && s.back !== null && touches(s.back))),
    ),
    ...stands.filter((s) => s.shifts.some((shift) => shift.people.includes(person) && touches(shift))),
  ].map((e) => e.id);
}

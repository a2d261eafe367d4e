import { momentAt } from '../time/moment.ts';
import { wallOf, ZoneClock } from '../time/wall.ts';
import { readCalendar } from './ics/calendar.ts';
import { isZone } from '../time/zone.ts';

/** What a schema cannot say by shape alone, in plain words: what is wrong; what to write instead. */
interface Sink {
  addIssue(issue: { code: 'custom'; path: (string | number)[]; message: string }): void;
}
const faultIn = (sink: Sink) => (path: (string | number)[], message: string) => sink.addIssue({ code: 'custom', path, message });

interface RotationLike {
  unit: string;
  people: readonly unknown[];
  pin?: { index: number } | undefined;
  turns?: string | undefined;
  every: number;
}

export function rotationFaults(r: RotationLike, sink: Sink): void {
  const fault = faultIn(sink);
  if (r.turns === 'active-days' && r.unit !== 'day')
    fault(['turns'], 'active-days are counted in days; write unit: day or leave `turns` out');
  if (r.turns === 'calendar' && r.unit !== 'week' && r.unit !== 'month') {
    fault(['turns'], 'calendar turns are weeks or months; write unit: week, unit: month or leave `turns` out');
  }
  if (r.every > 1 && r.turns !== 'calendar') fault(['every'], 'counts only with calendar turns; add turns: calendar or leave `every` out');
  if (r.pin && r.pin.index >= r.people.length) {
    fault(['pin', 'index'], `is beyond the last turn; count from 0, so write 0 to ${r.people.length - 1}`);
  }
}

/** A calendar of the wrong kind has something wrong in every line. */
const mostFaults = 5;

const sources = ['rotation', 'people', 'shifts'] as const;
type LayerLike = { [K in (typeof sources)[number]]?: unknown } & { ics?: string | undefined; who?: unknown };

export function layerFaults(layer: LayerLike, sink: Sink): void {
  const fault = faultIn(sink);
  if (layer.ics !== undefined) {
    const beside = (['rotation', 'shifts'] as const).find((s) => layer[s] !== undefined);
    if (beside) fault([], `has ics and ${beside}; write them as two layers`);
    for (const { line, message } of readCalendar(layer.ics, 'UTC').faults.slice(0, mostFaults)) fault(['ics'], `line ${line}: ${message}`);
    return;
  }
  if (layer.who !== undefined) fault(['who'], 'says who is meant in a calendar; add ics, or leave `who` out');
  const given = sources.filter((s) => layer[s] !== undefined);
  if (given.length === 1) return;
  const has = given.length === 0 ? 'has none of rotation, people, shifts and ics' : `has ${given.join(' and ')}`;
  fault([], `${has}; write exactly one of rotation, people, shifts, ics`);
}

export function shiftFaults(shift: { person?: unknown; people?: unknown }, sink: Sink): void {
  if ((shift.person === undefined) === (shift.people === undefined)) {
    faultIn(sink)([], 'must say who; write either person: ana or people: [ana, bo]');
  }
}

interface Span {
  start: string;
  end: string;
}
interface ScheduleLike {
  zone?: string | undefined;
  layers: readonly {
    rotation?: { zone?: string | undefined } | undefined;
    hours?: readonly unknown[] | undefined;
    shifts?: readonly Span[] | undefined;
    ics?: string | undefined;
  }[];
  overrides: readonly Span[];
  temporary: readonly (Span & { shifts: readonly Span[] })[];
}

const isFloating = (ics: string | undefined): boolean => ics !== undefined && readCalendar(ics, 'UTC').isFloating;
const isLocal = (text: string): boolean => wallOf(text) !== null;

export function scheduleFaults(schedule: ScheduleLike, sink: Sink): void {
  const fault = faultIn(sink);
  const spans = [...spansOf(schedule)];
  const needsZone =
    schedule.layers.some((l) => (l.rotation && !l.rotation.zone) || (l.hours && l.hours.length > 0) || isFloating(l.ics)) ||
    spans.some(({ span }) => isLocal(span.start) || isLocal(span.end));
  if (needsZone && schedule.zone === undefined) {
    fault(['zone'], 'is missing and the times of this schedule need one; write an IANA name such as zone: Asia/Shanghai');
    return;
  }
  const clock = new ZoneClock(schedule.zone !== undefined && isZone(schedule.zone) ? schedule.zone : 'UTC');
  for (const { path, span } of spans) {
    if (momentAt(span.end, clock, 'end') <= momentAt(span.start, clock, 'start'))
      fault([...path, 'end'], 'is not after the start; write a later end');
  }
}

function* spansOf(s: ScheduleLike): Iterable<{ path: (string | number)[]; span: Span }> {
  for (const [i, layer] of s.layers.entries()) {
    for (const [j, span] of (layer.shifts ?? []).entries()) yield { path: ['layers', i, 'shifts', j], span };
  }
  for (const [i, span] of s.overrides.entries()) yield { path: ['overrides', i], span };
  for (const [i, span] of s.temporary.entries()) {
    yield { path: ['temporary', i], span };
    for (const [j, shift] of span.shifts.entries()) yield { path: ['temporary', i, 'shifts', j], span: shift };
  }
}

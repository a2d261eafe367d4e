import { Temporal } from 'temporal-polyfill';
import type { Hours, Layer, Rotation, Schedule } from '../../../domain/oncall/schedule.ts';

/** Who is on call, the slow way: every rule written down as plainly as possible, every turn counted up from the anchor. Shares no code with
 *  the engine but the schema. Knows turns within `reach` of the anchor only. */
export function bruteForce(schedule: Schedule): (at: number) => string[] {
  const zone = schedule.zone ?? 'UTC';
  const layers = schedule.layers.map((layer) => ({ layer, who: layerOf(layer, zone) }));
  return (at) => {
    const stands = schedule.temporary.filter((t) => within(t, at));
    const base =
      stands.length > 0
        ? stands.flatMap((t) => t.shifts.filter((s) => within(s, at)).flatMap((s) => s.people ?? [s.person ?? '']))
        : strongest(layers, at);
    const on = schedule.overrides.filter((o) => within(o, at));
    const mapped = base.flatMap((person) => {
      const removing = on.filter((o) => o.remove === person);
      return removing.length === 0 ? [person] : removing.flatMap((o) => o.add ?? []);
    });
    const joined = on.filter((o) => o.remove === undefined).flatMap((o) => o.add ?? []);
    return [...new Set([...mapped, ...joined])].toSorted();
  };
}

type Who = (at: number) => readonly string[];

function strongest(layers: readonly { layer: Layer; who: Who }[], at: number): string[] {
  const staffed = layers
    .map(({ layer, who }) => ({ rank: (layer.override ? 10_000 : 0) + layer.priority, people: who(at) }))
    .filter((l) => l.people.length > 0);
  const top = Math.max(...staffed.map((l) => l.rank));
  return staffed.filter((l) => l.rank === top).flatMap((l) => l.people);
}

const within = (span: { start: string; end: string }, at: number): boolean => Date.parse(span.start) <= at && at < Date.parse(span.end);

function layerOf(layer: Layer, zone: string): Who {
  const hours = layer.hours ?? [];
  const source: Who = layer.rotation
    ? rotationOf(layer.rotation, hours, layer.rotation.zone ?? zone)
    : (at) => layer.people ?? (layer.shifts ?? []).filter((s) => within(s, at)).flatMap((s) => s.people ?? [s.person ?? '']);
  return (at) => (hours.length === 0 || hours.some((h) => inHours(h, at, zone)) ? source(at) : []);
}

const dayName = (date: Temporal.PlainDate): string => ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][date.dayOfWeek - 1] ?? '';

function inHours(hours: Hours, at: number, zone: string): boolean {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  return [-1, 0].some((offset) => {
    const date = today.add({ days: offset });
    if (!(hours.days as string[]).includes(dayName(date))) return false;
    const endDate = hours.end === '24:00' ? date.add({ days: 1 }) : hours.end > hours.start ? date : date.add({ days: 1 });
    const end = endDate.toPlainDateTime(hours.end === '24:00' ? '00:00' : hours.end);
    return instant(date.toPlainDateTime(hours.start), zone, 'earlier') <= at && at < instant(end, zone, 'later');
  });
}

/** A skipped time becomes the first instant after the gap, found minute by minute. */
function instant(wall: Temporal.PlainDateTime, zone: string, pick: 'earlier' | 'later'): number {
  let real = wall;
  while (!real.toZonedDateTime(zone).toPlainDateTime().equals(real)) real = real.add({ minutes: 1 });
  return real.toZonedDateTime(zone, { disambiguation: pick }).epochMilliseconds;
}

const reachDays = 40;

function rotationOf(rotation: Rotation, hours: readonly Hours[], zone: string): Who {
  const anchor = Temporal.PlainDateTime.from(rotation.start);
  const groups = rotation.people.map((p) => (typeof p === 'string' ? [p] : p));
  const turns = startsOf(rotation, hours, anchor).map((t) => ({ ...t, start: instant(t.start, zone, 'earlier') }));
  const turnAt = (at: number) => turns.findLast((t) => t.start <= at);
  const pinned = rotation.pin ? rotation.pin.index - (turnAt(Date.parse(rotation.pin.at))?.index ?? 0) : 0;
  return (at) => {
    const turn = turnAt(at);
    if (!turn?.isStaffed) return [];
    const index = turn.index + pinned;
    return groups[((index % groups.length) + groups.length) % groups.length] ?? [];
  };
}

interface Start {
  start: Temporal.PlainDateTime;
  index: number;
  isStaffed: boolean;
}

function startsOf({ unit, length, every, turns, weekStart }: Rotation, hours: readonly Hours[], anchor: Temporal.PlainDateTime): Start[] {
  const days = new Set<string>(hours.flatMap((h) => h.days));
  const kind = turns ?? (unit === 'day' && days.size > 0 && days.size < 7 ? 'active-days' : 'elapsed');
  if (kind === 'calendar') return calendarStarts(anchor, { unit, length, every, weekStart });
  if (kind === 'active-days') return activeStarts(anchor, length, days.size === 0 ? null : days);
  const hoursEach = { hour: 1, day: 24, week: 168, month: 720 }[unit] * length;
  const count = Math.ceil((reachDays * 24) / hoursEach) + 1;
  return Array.from({ length: 2 * count + 1 }, (_, n) => ({
    start: anchor.add({ [`${unit}s`]: (n - count) * length }),
    index: n - count,
    isStaffed: true,
  }));
}

/** A turn begins on each active day whose number is a multiple of the length, counted day by day. */
function activeStarts(anchor: Temporal.PlainDateTime, length: number, days: ReadonlySet<string> | null): Start[] {
  const isActive = (d: Temporal.PlainDateTime): boolean => days === null || days.has(dayName(d.toPlainDate()));
  const starts: Start[] = [];
  let number = 0;
  for (let d = anchor, n = 0; n <= reachDays; n++, d = d.add({ days: 1 })) {
    if (isActive(d) && number++ % length === 0) starts.push({ start: d, index: (number - 1) / length, isStaffed: true });
  }
  number = 0;
  for (let d = anchor.subtract({ days: 1 }), n = 0; n <= reachDays; n++, d = d.subtract({ days: 1 })) {
    if (isActive(d) && --number % length === 0) starts.unshift({ start: d, index: number / length, isStaffed: true });
  }
  return starts;
}

function calendarStarts(
  anchor: Temporal.PlainDateTime,
  { unit, length, every, weekStart }: Pick<Rotation, 'unit' | 'length' | 'every' | 'weekStart'>,
): Start[] {
  let first = anchor;
  if (unit === 'month') first = anchor.with({ day: 1 });
  else while (dayName(first.toPlainDate()) !== weekStart) first = first.subtract({ days: 1 });
  return Array.from({ length: 25 }, (_, n) => n - 12).map((u) => ({
    start: first.add({ [`${unit}s`]: u }),
    index: Math.floor(u / every / length),
    isStaffed: ((u % every) + every) % every === 0,
  }));
}

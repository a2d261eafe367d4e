import { isZone } from '../../domain/time/zone.ts';
import { days } from '../../domain/time/weekday.ts';
import { dayMs, minuteMs, rfcInstantOf, type Wall } from '../../domain/time/wall.ts';
import type { Report } from '../import-alertmanager-report.ts';
import type { Placed } from './export-file.ts';
import type { Names } from './grafana-people.ts';
import { firstOf, freqOf, queueOf, rollingEvents, timesOf, weekdayOf, type ShiftEvent } from './grafana-rolling.ts';
import type { GrafanaShift } from './grafana-schema.ts';

export interface ShiftContext {
  readonly users: Names;
  /** Of the schedule. */
  readonly zone: string;
  readonly isWeb: boolean;
  /** UTC ms: what is over by now is only said. */
  readonly now: number;
  readonly report: Report;
}

const wallText = (wall: Wall): string => new Date(wall).toISOString().slice(0, 16);
const clockTime = (wall: Wall): string => wallText(wall).slice(11);
const isWholeMinutes = (ms: number): boolean => ms % minuteMs === 0;

/** One shift as one layer: a rotation or weekly hours where these say the same, else a calendar of the very events that Grafana OnCall makes
 *  of it. Null when nobody is left in it, or it is over. */
export function layerOf({ item: shift, path }: Placed<GrafanaShift>, context: ShiftContext): object | null {
  const { users, report, now } = context;
  const zone = zoneOf({ item: shift, path }, context);
  const called = (ids: readonly string[]): string[] => ids.flatMap((id) => users.get(id) ?? []);
  const all = [...(shift.users ?? []), ...(shift.rolling_users ?? []).flat()];
  const missing = [...new Set(all.filter((id) => !users.has(id)))];
  if (missing.length > 0)
    report(
      path,
      `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} no user of this export and was left out`,
      'export the users too',
    );
  if (called(all).length === 0) {
    report(path, `shift "${shift.name ?? shift.id}" calls nobody and was left out`, 'there is nothing to do; nobody was on call by it');
    return null;
  }
  if (isOver(shift, zone, now)) {
    report(path, `shift "${shift.name ?? shift.id}" is over and was left out`, 'there is nothing to do');
    return null;
  }
  const head = {
    ...(shift.name ? { name: shift.name.slice(0, 100) } : {}),
    ...(shift.type === 'override' ? { override: true } : shift.level ? { priority: shift.level } : {}),
  };
  const plain: Plain = { shift, called, shiftZone: zone, ...context };
  return { ...head, ...(spanOnce(plain) ?? weeklyHours(plain) ?? rotation(plain) ?? calendar(plain)) };
}

function zoneOf({ item: shift, path }: Placed<GrafanaShift>, { zone, report }: ShiftContext): string {
  if (!shift.time_zone || isZone(shift.time_zone)) return shift.time_zone ?? zone;
  report([...path, 'time_zone'], `"${shift.time_zone}" is no zone; that of the schedule is used`, 'write an IANA name');
  return zone;
}

function isOver(shift: GrafanaShift, zone: string, now: number): boolean {
  const { start, durationMs, until } = timesOf(shift);
  const isOnce = shift.type === 'single_event' || shift.type === 'override' || !shift.frequency;
  if (isOnce) return rfcInstantOf(start + durationMs, zone) <= now;
  return until !== null && until + durationMs <= now;
}

interface Plain extends ShiftContext {
  readonly shift: GrafanaShift;
  readonly shiftZone: string;
  readonly called: (ids: readonly string[]) => string[];
}

/** Once, from when to when. */
function spanOnce({ shift, called, shiftZone }: Plain): object | null {
  if (shift.frequency && shift.type !== 'single_event' && shift.type !== 'override') return null;
  const { start, durationMs, until } = timesOf(shift);
  const end = until === null ? start + durationMs : Math.min(start + durationMs, until);
  const people = called(shift.users && shift.users.length > 0 ? shift.users : (queueOf(shift)[0] ?? []));
  const instant = (wall: Wall): string => new Date(rfcInstantOf(wall, shiftZone)).toISOString().replace('.000Z', 'Z');
  return { shifts: [{ start: instant(start), end: instant(end), people }] };
}

/** Whether a shift has begun, has no end, and is only on days of the week: then our own forms can say it. */
function isPlain({ shift, shiftZone, now }: Plain): boolean {
  const { start, rotationStart, until, durationMs } = timesOf(shift);
  const isNarrow = (shift.by_month ?? []).length > 0 || (shift.by_monthday ?? []).length > 0;
  return until === null && !isNarrow && start === rotationStart && isWholeMinutes(durationMs) && rfcInstantOf(start, shiftZone) <= now;
}

/** Hours of a layer are in the zone of the schedule, and at most a day long. */
const fitsHours = ({ shift, shiftZone, zone }: Plain): boolean => shiftZone === zone && shift.duration * 1000 <= dayMs;

function hoursOf(shift: GrafanaShift): object[] {
  const { start, durationMs } = timesOf(shift);
  const times = { start: clockTime(start), end: clockTime(start + durationMs) };
  const own = shift.by_day ?? [];
  if (own.length > 0) return [{ days: days.filter((d) => own.includes(d)), ...times }];
  return [shift.frequency === 'weekly' ? { days: [days[weekdayOf(start)]], ...times } : times];
}

/** The same people each day or week. */
function weeklyHours(plain: Plain): object | null {
  const { shift, called } = plain;
  if (shift.type !== 'recurrent_event' || (shift.interval ?? 1) > 1 || !isPlain(plain) || !fitsHours(plain)) return null;
  if (shift.frequency !== 'daily' && shift.frequency !== 'weekly') return null;
  return { people: called(shift.users ?? []), hours: hoursOf(shift) };
}

const unitMs = { hourly: dayMs / 24, daily: dayMs, weekly: 7 * dayMs };
const units = { hourly: 'hour', daily: 'day', weekly: 'week' } as const;

/** Turns one after another: without a pause, or with the hours and days that the shift leaves. */
function rotation(plain: Plain): object | null {
  const { shift, called, shiftZone, zone, isWeb, now } = plain;
  const { frequency } = shift;
  if (shift.type !== 'rolling_users' || !frequency || frequency === 'monthly' || !isPlain(plain)) return null;
  const { durationMs, interval, weekStart } = timesOf(shift);
  const start = rollingEvents(shift, isWeb)[0]?.start ?? 0;
  if (rfcInstantOf(start, shiftZone) > now) return null;
  const people = queueOf(shift).map(called);
  const form = { ...(shiftZone === zone ? {} : { zone: shiftZone }), start: wallText(start), unit: units[frequency], people };
  const onDays = (shift.by_day ?? []).length > 0;
  if (!onDays && durationMs === interval * unitMs[frequency])
    return { rotation: { ...form, ...(interval > 1 ? { length: interval } : {}) } };
  if (frequency === 'hourly' || !fitsHours(plain)) return null;
  const hours = hoursOf(shift);
  if (frequency === 'weekly') {
    const every = interval > 1 ? { every: interval } : {};
    return { rotation: { ...form, turns: 'calendar', weekStart: days[weekStart], ...every }, hours };
  }
  if (!onDays) return interval > 1 ? null : { rotation: form, hours };
  return { rotation: { ...form, ...(interval > 1 ? { length: interval } : {}) }, hours };
}

/** The events themselves. */
function calendar(plain: Plain): object {
  const { shift, called, isWeb } = plain;
  const freq = freqOf(shift);
  const events: readonly ShiftEvent[] =
    shift.type === 'rolling_users'
      ? rollingEvents(shift, isWeb)
      : [
          {
            start: freq ? firstOf(shift, freq) : 0,
            people: shift.users ?? [],
            interval: shift.interval ?? 1,
            freq,
            byDay: shift.by_day ?? [],
          },
        ];
  const lines = events.filter((event) => called(event.people).length > 0).flatMap((event, i) => eventLines(event, i, plain));
  return { ics: ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Tocsin//Import//EN', ...lines, 'END:VCALENDAR', ''].join('\n') };
}

function eventLines(event: ShiftEvent, i: number, { shift, called, shiftZone, isWeb }: Plain): string[] {
  const { durationMs, until, rotationStart } = timesOf(shift);
  const { start } = event;
  const end = until === null ? start + durationMs : Math.min(start + durationMs, until);
  const at = (name: string, wall: Wall): string => `${name};TZID=${shiftZone}:${compact(wall)}`;
  const block = (uid: string, ...lines: string[]): string[] => [
    'BEGIN:VEVENT',
    `UID:${shift.id}-${uid}`,
    `SUMMARY:${called(event.people).join('\\, ')}`,
    ...lines,
    'END:VEVENT',
  ];
  const rule = event.freq === null ? [] : [`RRULE:${ruleText(shift, event)}`];
  const own = [at('DTSTART', start), at('DTEND', end), ...rule];
  // What runs when the rotation of a web schedule begins counts only from there.
  const isCut = isWeb && shift.type === 'rolling_users' && start < rotationStart;
  if (!isCut) return block(`${i + 1}`, ...own);
  return [...block(`${i + 1}`, ...own, at('EXDATE', start)), ...block(`${i + 1}-first`, at('DTSTART', rotationStart), at('DTEND', end))];
}

function ruleText(shift: GrafanaShift, { freq, interval, byDay }: ShiftEvent): string {
  const { until } = timesOf(shift);
  return [
    `FREQ=${freq}`,
    `INTERVAL=${interval}`,
    ...(byDay.length > 0 ? [`BYDAY=${byDay.join(',')}`] : []),
    ...(shift.by_month?.length ? [`BYMONTH=${shift.by_month.join(',')}`] : []),
    ...(shift.by_monthday?.length ? [`BYMONTHDAY=${shift.by_monthday.join(',')}`] : []),
    `WKST=${shift.week_start ?? 'SU'}`,
    // They read it as UTC, whatever the zone of the shift.
    ...(until === null ? [] : [`UNTIL=${compact(until)}Z`]),
  ].join(';');
}

const compact = (wall: Wall): string => new Date(wall).toISOString().replaceAll(/[-:]|\.\d+Z/gu, '');

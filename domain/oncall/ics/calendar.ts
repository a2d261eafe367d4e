import { ZoneClock } from '../../time/wall.ts';
import { contentLines, plainText, type ContentLine, type IcsFault } from './content-lines.ts';
import { ruleIn, type Rule } from './rule.ts';
import { zoneNamed } from './zones.ts';
import { endAfter, instantOf, isFault, lengthIn, timeIn, type IcsTime, type Zones } from './times.ts';

/** An event of a calendar: when it is, how it comes again, and whom it is about. */
export interface CalendarEvent {
  readonly uid: string;
  readonly line: number;
  readonly start: IcsTime;
  /** UTC ms of its end where it begins at another wall time of its clock. */
  readonly endOf: (start: number) => number;
  readonly rule: Rule | null;
  readonly more: readonly IcsTime[];
  readonly except: readonly IcsTime[];
  /** Which occurrence of `uid` it takes the place of. */
  readonly replaces: IcsTime | null;
  readonly sequence: number;
  readonly isCancelled: boolean;
  readonly summary: string;
  /** E-mail addresses and names of those who attend. */
  readonly attendees: readonly { readonly email: string; readonly name: string }[];
}

export interface Calendar {
  readonly events: readonly CalendarEvent[];
  readonly faults: readonly IcsFault[];
  /** Some of its times are in no zone but that of who reads it. */
  readonly isFloating: boolean;
}

/** More than this is no calendar of who is on call. */
export const mostLetters = 1_000_000;
const mostEvents = 5_000;

/** Reads the events of an iCalendar text (RFC 5545). `floating` is the zone of times that name none, unless the calendar names one
 *  (X-WR-TIMEZONE). Zones are IANA's: a VTIMEZONE is not read, only what it says of its place. Events without length are left out. */
export function readCalendar(text: string, floating: string): Calendar {
  const none = { events: [], isFloating: false };
  if (text.length > mostLetters)
    return { ...none, faults: [{ line: 1, message: `is longer than ${mostLetters} letters; export a shorter time` }] };
  const { lines, faults } = contentLines(text);
  if (lines[0]?.name !== 'BEGIN' || lines[0].value.trim().toUpperCase() !== 'VCALENDAR')
    return { ...none, faults: [{ line: 1, message: 'is no calendar; it must begin with BEGIN:VCALENDAR' }] };
  const last = lines.at(-1);
  if (last?.name !== 'END' || last.value.trim().toUpperCase() !== 'VCALENDAR')
    faults.push({ line: last?.line ?? 1, message: 'the calendar is cut off here; export it again up to END:VCALENDAR' });
  const zones = zonesOf(lines, floating);
  const blocks = eventBlocks(lines);
  if (blocks.length > mostEvents) faults.push({ line: 1, message: `has more than ${mostEvents} events; export a shorter time` });
  const read = blocks.slice(0, mostEvents).map((block) => eventIn(block, zones));
  faults.push(...read.flatMap((r) => ('faults' in r ? r.faults : [])));
  const events = latest(read.flatMap((r) => ('faults' in r || r.start === null ? [] : [r])));
  return { events, faults, isFloating: events.some((e) => [e.start, ...e.more].some((t) => t.clock === zones.floating) && !zones.isOwn) };
}

function zonesOf(lines: readonly ContentLine[], floating: string): Zones {
  const clocks = new Map<string, ZoneClock>();
  const clock = (zone: string): ZoneClock => {
    const found = clocks.get(zone) ?? new ZoneClock(zone);
    clocks.set(zone, found);
    return found;
  };
  const located = new Map<string, string>();
  for (const [i, { name, value }] of lines.entries()) {
    if (name === 'X-LIC-LOCATION') located.set(lines.slice(0, i).findLast((l) => l.name === 'TZID')?.value ?? '', value);
  }
  const own = zoneNamed(lines.find((l) => l.name === 'X-WR-TIMEZONE')?.value ?? '');
  return { clock, floating: own === null ? new ZoneClock(floating) : clock(own), isOwn: own !== null, located };
}

/** The lines of each VEVENT, without those of what is inside it (alarms). */
function eventBlocks(lines: readonly ContentLine[]): ContentLine[][] {
  const blocks: ContentLine[][] = [];
  const within: string[] = [];
  for (const line of lines) {
    if (line.name === 'BEGIN') within.push(line.value.toUpperCase());
    if (line.name === 'BEGIN' && within.at(-1) === 'VEVENT') blocks.push([]);
    if (within.at(-1) === 'VEVENT') blocks.at(-1)?.push(line);
    if (line.name === 'END') within.pop();
  }
  return blocks;
}

type Read = CalendarEvent | { start: null } | { faults: IcsFault[] };

function eventIn(block: readonly ContentLine[], zones: Zones): Read {
  const one = (name: string): ContentLine | undefined => block.find((l) => l.name === name);
  const faults: IcsFault[] = [];
  const kept = <T extends object>(read: T | IcsFault | null): T | null => {
    if (read !== null && isFault(read)) faults.push(read);
    return read === null || isFault(read) ? null : read;
  };
  const time = (name: string): IcsTime | null => {
    const line = one(name);
    return line ? kept(timeIn(line.value, line, zones)) : null;
  };
  const times = (name: string): IcsTime[] =>
    block
      .filter((l) => l.name === name)
      .flatMap((l) => l.value.split(',').flatMap((v) => kept(timeIn(v.split('/')[0] ?? '', l, zones)) ?? []));
  const [head, rules] = [block[0], block.filter((l) => l.name === 'RRULE')];
  const line = head?.line ?? 1;
  if (rules.length > 1)
    faults.push({ line: rules[1]?.line ?? line, message: 'RRULE is there twice; write the second rule as an event of its own' });
  const far = one('RECURRENCE-ID')?.params['RANGE'];
  if (far !== undefined)
    faults.push({ line, message: `RECURRENCE-ID with RANGE=${far} is not read here; write what follows as an event of its own` });
  if (!one('DTSTART')) faults.push({ line, message: 'VEVENT has no DTSTART; write when it begins' });
  const [start, rule] = [time('DTSTART'), rules[0] ? kept(ruleIn(rules[0], zones)) : null];
  const endOf = start && kept(endIn(block, start, time('DTEND')));
  const found = { more: times('RDATE'), except: times('EXDATE'), replaces: time('RECURRENCE-ID') };
  if (faults.length > 0) return { faults };
  if (!start || !endOf || endOf(start.wall) <= instantOf(start)) return { start: null };
  return { uid: one('UID')?.value ?? `line ${line}`, line, start, endOf, rule, ...found, ...saidIn(block) };
}

/** Without an end an event of dates lasts a day, another no time at all. An end on the wall stays on the wall: a shift to 08:00 ends at 08:00,
 *  also in the night in which the clocks change. */
function endIn(block: readonly ContentLine[], start: IcsTime, end: IcsTime | null): ((wall: number) => number) | IcsFault {
  if (end && endsBefore(start, end))
    return { line: block.find((l) => l.name === 'DTEND')?.line ?? 1, message: 'DTEND lies before DTSTART; write an end that is later' };
  if (end && end.clock.zone === start.clock.zone) return (wall) => instantOf({ wall: wall + end.wall - start.wall, clock: start.clock });
  if (end) return (wall) => instantOf({ wall, clock: start.clock }) + instantOf(end) - instantOf(start);
  const line = block.find((l) => l.name === 'DURATION');
  const length = line ? lengthIn(line.value) : { days: start.isDate ? 1 : 0, ms: 0 };
  if (length === null) return { line: line?.line ?? 1, message: `DURATION "${line?.value}" is none; write it such as PT8H or P1D` };
  return (wall) => endAfter({ ...start, wall }, length);
}

const endsBefore = (start: IcsTime, end: IcsTime): boolean =>
  start.clock.zone === end.clock.zone ? end.wall < start.wall : instantOf(end) < instantOf(start);

function saidIn(block: readonly ContentLine[]): Pick<CalendarEvent, 'sequence' | 'isCancelled' | 'summary' | 'attendees'> {
  const value = (name: string): string => block.find((l) => l.name === name)?.value ?? '';
  return {
    sequence: Number(value('SEQUENCE')) || 0,
    isCancelled: value('STATUS').trim().toUpperCase() === 'CANCELLED',
    summary: plainText(value('SUMMARY')).trim(),
    attendees: block
      .filter((l) => l.name === 'ATTENDEE' && l.params['PARTSTAT']?.toUpperCase() !== 'DECLINED')
      .map((l) => ({ email: l.value.replace(/^mailto:/iu, '').trim(), name: l.params['CN'] ?? '' })),
  };
}

/** Of several versions of one event, or of one occurrence, the last. */
function latest(events: readonly CalendarEvent[]): CalendarEvent[] {
  const kept = new Map<string, CalendarEvent>();
  for (const event of events) {
    const key = `${event.uid}\n${event.replaces ? instantOf(event.replaces) : ''}`;
    if (event.sequence >= (kept.get(key)?.sequence ?? 0)) kept.set(key, event);
  }
  return [...kept.values()];
}

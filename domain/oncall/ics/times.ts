import { dayMs, hourMs, minuteMs, rfcInstantOf, wallOf, type Wall, type ZoneClock } from '../../time/wall.ts';
import type { ContentLine, IcsFault } from './content-lines.ts';
import { zoneNamed } from './zones.ts';

/** A DATE or DATE-TIME: what the wall shows, and on which clock. */
export interface IcsTime {
  readonly wall: Wall;
  readonly isDate: boolean;
  readonly clock: ZoneClock;
}

/** The clocks a calendar's times are read on. */
export interface Zones {
  readonly clock: (zone: string) => ZoneClock;
  /** For times that name no zone; a clock of its own, by which they are known. */
  readonly floating: ZoneClock;
  /** The calendar itself names it. */
  readonly isOwn: boolean;
  /** What VTIMEZONE says of its TZID (X-LIC-LOCATION). */
  readonly located: ReadonlyMap<string, string>;
}

/** UTC ms. A wall time that is skipped counts with the offset before the gap, one that comes twice is the first (RFC 5545 3.3.5). */
export const instantOf = ({ wall, clock }: Pick<IcsTime, 'wall' | 'clock'>): number => rfcInstantOf(wall, clock);

const form = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/u;

/** Reads one value of a line, or a fault with what to write instead. */
export function timeIn(value: string, { name, params, line }: ContentLine, zones: Zones): IcsTime | IcsFault {
  const [all, year, month, day, hour, minute, second, utc] = form.exec(value.trim()) ?? [];
  const isDate = hour === undefined;
  // A leap second is the second before it.
  const time = isDate ? '' : `T${hour}:${minute}:${second === '60' ? '59' : second}`;
  const wall = all === undefined ? null : wallOf(`${year}-${month}-${day}${time}`);
  if (wall === null)
    return { line, message: `${name} "${value.slice(0, 40)}" is no time; write it such as 20261123T090000 or 20261123T010000Z` };
  if (utc) return { wall, isDate, clock: zones.clock('UTC') };
  const tzid = params['TZID'];
  if (tzid === undefined || isDate) return { wall, isDate, clock: zones.floating };
  const zone = zoneNamed(tzid) ?? zoneNamed(zones.located.get(tzid) ?? '');
  return zone === null
    ? { line, message: `${name} is in the zone "${tzid}", which nobody here knows; write an IANA name such as TZID=Asia/Shanghai` }
    : { wall, isDate, clock: zones.clock(zone) };
}

export const isFault = (read: object): read is IcsFault => 'message' in read;

/** How long something lasts: days on the wall, and the rest by the stopwatch. */
export interface Length {
  readonly days: number;
  readonly ms: number;
}

const lengthForm = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/u;

/** Reads `PT8H`, `P1D`, `P1W`; null when it is none or negative. */
export function lengthIn(value: string): Length | null {
  const found = lengthForm.exec(value.trim());
  if (!found || found[1] === '-') return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(2).map((n) => Number(n ?? 0));
  return { days: weeks * 7 + days, ms: hours * hourMs + minutes * minuteMs + seconds * 1000 };
}

/** The end of something that begins at `start` and lasts so long: whole days end at the same time of day. */
export const endAfter = (start: IcsTime, { days, ms }: Length): number =>
  (days === 0 ? instantOf(start) : instantOf({ wall: start.wall + days * dayMs, clock: start.clock })) + ms;

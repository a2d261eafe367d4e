import { days } from '../../time/weekday.ts';
import type { Wall } from '../../time/wall.ts';
import type { ContentLine, IcsFault } from './content-lines.ts';
import { isFault, timeIn, type IcsTime, type Zones } from './times.ts';

const freqs = ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

/** A weekday (0 = Monday); with `nth` only the nth of its month or year, counted from the end where it is negative. */
export interface NthDay {
  readonly day: number;
  readonly nth: number | null;
}

/** A recurrence rule (RFC 5545 3.3.10). */
export interface Rule {
  readonly freq: (typeof freqs)[number];
  readonly interval: number;
  readonly count: number | null;
  readonly until: IcsTime | null;
  readonly byDay: readonly NthDay[];
  readonly byMonthDay: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPos: readonly number[];
  readonly weekStart: number;
}

/** More repeats than this are nobody's calendar. */
const mostRepeats = 10_000;

class Wrong extends Error {}

/** Reads an RRULE. What it cannot keep it refuses, with what to write instead: a rule that is half read puts the wrong people on call. */
export function ruleIn(line: ContentLine, zones: Zones): Rule | IcsFault {
  const parts = new Map(
    line.value
      .split(';')
      .filter((p) => p !== '')
      .map((p) => [p.split('=')[0]?.toUpperCase() ?? '', p.split('=')[1] ?? '']),
  );
  const unknown = [...parts.keys()].find((name) => !known.has(name) && !name.startsWith('X-'));
  try {
    if (unknown !== undefined) throw new Wrong(`${unknown} is not read here; write the times of day as events of their own`);
    const freq = freqs.find((f) => f === parts.get('FREQ')?.toUpperCase());
    if (!freq) throw new Wrong(`FREQ=${parts.get('FREQ') ?? ''} is not read here; write ${freqs.join(', ')}`);
    const until = parts.get('UNTIL');
    const read = until === undefined ? null : timeIn(until, { ...line, name: 'UNTIL' }, zones);
    if (read && isFault(read)) return read;
    return {
      freq,
      interval: whole('INTERVAL', parts.get('INTERVAL') ?? '1', [1, 10_000]),
      count: parts.has('COUNT') ? whole('COUNT', parts.get('COUNT') ?? '', [1, mostRepeats]) : null,
      until: read,
      byDay: list(parts.get('BYDAY')).map(nthDay),
      byMonthDay: list(parts.get('BYMONTHDAY')).map((n) => whole('BYMONTHDAY', n, [-31, 31])),
      byMonth: list(parts.get('BYMONTH')).map((n) => whole('BYMONTH', n, [1, 12])),
      bySetPos: list(parts.get('BYSETPOS')).map((n) => whole('BYSETPOS', n, [-366, 366])),
      weekStart: weekday(parts.get('WKST') ?? 'MO'),
    };
  } catch (e) {
    if (!(e instanceof Wrong)) throw e;
    return { line: line.line, message: `RRULE: ${e.message}` };
  }
}

const known = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS', 'WKST']);

const list = (text: string | undefined): string[] => (text ?? '').split(',').filter((t) => t !== '');

function whole(name: string, text: string, [least, most]: readonly [number, number]): number {
  const n = /^[+-]?\d{1,6}$/u.test(text) ? Number(text) : Number.NaN;
  if (!(n >= least && n <= most) || (n === 0 && least < 0)) throw new Wrong(`${name}=${text} is out of range; write ${least} to ${most}`);
  return n;
}

function weekday(text: string): number {
  const at = days.findIndex((d) => d === text.toUpperCase());
  if (at < 0) throw new Wrong(`"${text}" is no day of the week; write MO, TU, WE, TH, FR, SA or SU`);
  return at;
}

function nthDay(text: string): NthDay {
  const [, nth, day = text] = /^([+-]?\d{1,2})?([A-Za-z]{2})$/u.exec(text) ?? [];
  return { day: weekday(day), nth: nth === undefined ? null : whole('BYDAY', nth, [-53, 53]) };
}

/** The last thing `until` lets begin: on that day, or at that instant or wall time. */
export const isPast = (until: IcsTime | null, wall: Wall, instant: () => number): boolean => {
  if (until === null) return false;
  if (until.isDate) return Math.floor(wall / 86_400_000) > Math.floor(until.wall / 86_400_000);
  return until.clock.zone === 'UTC' ? instant() > until.wall : wall > until.wall;
};

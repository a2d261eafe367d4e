import { Temporal } from 'temporal-polyfill';

/** A time as a clock on the wall shows it, in milliseconds as though the zone were UTC. Sums of hours and days on it are what people mean
 *  by "same time tomorrow". It is no instant: only a zone makes it one. */
export type Wall = number;

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
/** How far around a question without a known clock change an offset is taken for granted. */
const quietMs = 180 * dayMs;

/** A stretch of instants [from, to) with one offset (ms east of UTC). */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** The clock of one zone. It remembers the stretches it has seen, so keep one while asking many questions of the same zone. */
export class ZoneClock {
  readonly zone: string;
  #seen: Stretch[] = [];
  #last: Stretch | undefined;

  /** Throws a RangeError when `zone` is no IANA name. */
  constructor(zone: string) {
    this.zone = zone;
  }

  /** What the wall shows at `at` (UTC ms). */
  wallAt(at: number): Wall {
    return at + this.stretchAt(at).offset;
  }

  stretchAt(at: number): Stretch {
    const last = this.#last;
    if (last && last.from <= at && at < last.to) return last;
    const found = this.#seen.find((s) => s.from <= at && at < s.to) ?? this.#learn(at);
    this.#last = found;
    return found;
  }

  #learn(at: number): Stretch {
    const here = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(this.zone);
    const before = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds;
    const after = here.getTimeZoneTransition('next')?.epochMilliseconds;
    const stretch = {
      from: before === undefined ? at - quietMs : before,
      to: after === undefined ? at + quietMs : after,
      offset: here.offsetNanoseconds / 1e6,
    };
    this.#seen.push(stretch);
    return stretch;
  }
}

const clockOf = (zone: string | ZoneClock): ZoneClock => (typeof zone === 'string' ? new ZoneClock(zone) : zone);

/** The first instant (UTC ms) at which the wall shows `wall`. A time that comes twice: the first. One that is skipped: the first instant
 *  after the gap. Never moves back as `wall` grows. */
export function firstInstantOf(wall: Wall, zone: string | ZoneClock): number {
  return instantsOf(wall, clockOf(zone))[0];
}

/** As `firstInstantOf`, but of a time that comes twice the second. For ends, so that an hour worked twice belongs to the shift. */
export function lastInstantOf(wall: Wall, zone: string | ZoneClock): number {
  return instantsOf(wall, clockOf(zone))[1];
}

/** The instant (UTC ms) that RFC 5545 3.3.5 means by a wall time: of one that comes twice the first, a skipped one by the offset before the gap. */
export function rfcInstantOf(wall: Wall, zone: string | ZoneClock): number {
  const clock = clockOf(zone);
  const first = firstInstantOf(wall, clock);
  return clock.wallAt(first) === wall ? first : wall - clock.stretchAt(first - 1).offset;
}

function instantsOf(wall: Wall, clock: ZoneClock): readonly [first: number, last: number] {
  const before = clock.stretchAt(wall - dayMs).offset;
  const after = clock.stretchAt(wall + dayMs).offset;
  const early = wall - Math.max(before, after);
  const late = wall - Math.min(before, after);
  if (early === late) return [early, early];
  const isEarlyReal = clock.wallAt(early) === wall;
  const isLateReal = clock.wallAt(late) === wall;
  if (isEarlyReal || isLateReal) return [isEarlyReal ? early : late, isLateReal ? late : early];
  const gapEnd = clock.stretchAt(early).to;
  return [gapEnd, gapEnd];
}

const wallForm = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?)?$/u;
const offsetForm = /^(.*T.*?)(Z|[+-]\d\d:\d\d)$/u;

/** Reads `2026-11-23T09:00` (seconds and time of day may be left out); null when it is no such date or time, or has an offset. */
export function wallOf(text: string): Wall | null {
  const parts = wallForm.exec(text);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map((p) => Number(p ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, Number((parts[7] ?? '0').padEnd(3, '0')));
  const monthDays = (Date.UTC(year, month, 1) - Date.UTC(year, month - 1, 1)) / dayMs;
  const isReal = month >= 1 && month <= 12 && day >= 1 && day <= monthDays && hour < 24 && minute < 60 && second < 60;
  return isReal ? wall : null;
}

/** Reads an instant with offset (`2026-11-24T20:00+08:00`, `…Z`; seconds may be left out) to UTC ms; null when it is none. */
export function offsetInstantOf(text: string): number | null {
  const [, local, offset] = offsetForm.exec(text) ?? [];
  const wall = local === undefined ? null : wallOf(local);
  if (wall === null || offset === undefined) return null;
  if (offset === 'Z') return wall;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  if (hours > 23 || minutes > 59) return null;
  return wall - (offset.startsWith('-') ? -1 : 1) * (hours * hourMs + minutes * minuteMs);
}

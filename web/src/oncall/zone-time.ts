/** The clock of one zone, for times as people read and type them: `2026-11-23T20:00` on its wall. */
export type ZoneTime = {
  readonly zone: string;
  /** `2026-11-23T20:00`. */
  wall(at: number): string;
  /** UTC ms of a time on the wall; one that comes twice is the first, one that is skipped lies behind the gap. NaN for what is no time. */
  instant(wall: string): number;
  /** `2026-11-23`. */
  day(at: number): string;
  /** `20:00`. */
  minute(at: number): string;
};

const minuteMs = 60_000;
const dayMs = 86_400_000;

export function zoneTime(zone: string): ZoneTime {
  const form = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const wall = (at: number): string => {
    const part = Object.fromEntries(form.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}`;
  };
  const offset = (at: number): number => Date.parse(`${wall(at)}Z`) - Math.floor(at / minuteMs) * minuteMs;
  return {
    zone,
    wall,
    instant(text) {
      const plain = Date.parse(`${text.slice(0, 16)}Z`);
      if (Number.isNaN(plain)) return Number.NaN;
      const [before, after] = [offset(plain - dayMs), offset(plain + dayMs)];
      const [early, late] = [plain - Math.max(before, after), plain - Math.min(before, after)];
      const isOn = (at: number): boolean => at + offset(at) === plain;
      if (isOn(early)) return early;
      return isOn(late) ? late : gapEnd(early, late, offset);
    },
    day: (at) => wall(at).slice(0, 10),
    minute: (at) => wall(at).slice(11),
  };
}

/** The first instant between two at which the clock has changed. */
function gapEnd(from: number, to: number, offset: (at: number) => number): number {
  let [low, high] = [from, to];
  while (high - low > minuteMs) {
    const middle = Math.floor((low + high) / 2 / minuteMs) * minuteMs;
    if (offset(middle) === offset(from)) low = middle;
    else high = middle;
  }
  return high;
}

/** A day later or earlier, as written: `2026-11-30` and 1 is `2026-12-01`. */
export function dayPlus(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** 0 for a Monday. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The days that a span touches, each from its midnight to the next. */
export function daysOf(from: number, to: number, time: ZoneTime): { day: string; from: number; to: number; hours: number }[] {
  const days = [];
  for (let day = time.day(from); ; day = dayPlus(day, 1)) {
    const [start, end] = [time.instant(`${day}T00:00`), time.instant(`${dayPlus(day, 1)}T00:00`)];
    if (start >= to) return days;
    days.push({ day, from: start, to: end, hours: (end - start) / 3_600_000 });
  }
}

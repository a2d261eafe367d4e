import { computed, signal, type ReadonlySignal } from '@preact/signals';

export const staleAfterMs = 15_000;

export type Clock = {
  /** Now by the server's clock, in ms, moved once a second. */
  now: ReadonlySignal<number>;
  zone: ReadonlySignal<string>;
  /** When the server last gave a sign of life, in ms of its clock; null before the first. */
  lastBeatAt: ReadonlySignal<number | null>;
  isStale: ReadonlySignal<boolean>;
  heard(serverNow: string): void;
  /** What the server's clock says, before it is known to tick. */
  set(serverNow: string): void;
  setZone(zone: string): void;
  /** `09:31:07` today, `11-21 09:31` on other days, in the firm's zone. */
  moment(at: string | number): string;
  /** `09:31:07` in the firm's zone. */
  time(at: string | number): string;
  /** `09:31` in the firm's zone. */
  minute(at: string | number): string;
  /** `2026-11-22` in the firm's zone. */
  day(at: string | number): string;
};

export function createClock(): Clock {
  const skewMs = signal(0);
  const now = signal(Date.now());
  const lastBeatAt = signal<number | null>(null);
  const zone = signal('UTC');
  const form = computed(() => formatsIn(zone.value));
  const day = (at: string | number) => form.value.day.format(new Date(at));
  const time = (at: string | number) => form.value.time.format(new Date(at));
  // Dates are compared with this, so that they are not drawn anew every second.
  const today = computed(() => day(now.value));
  const set = (serverNow: string): void => {
    skewMs.value = Date.parse(serverNow) - Date.now();
    now.value = Date.parse(serverNow);
  };
  everySecond(() => (now.value = Date.now() + skewMs.peek()));
  return {
    now,
    zone,
    lastBeatAt,
    day,
    time,
    isStale: computed(() => lastBeatAt.value !== null && now.value - lastBeatAt.value > staleAfterMs),
    heard(serverNow) {
      set(serverNow);
      lastBeatAt.value = Date.parse(serverNow);
    },
    set,
    setZone(next) {
      zone.value = isZone(next) ? next : 'UTC';
    },
    moment: (at) => (day(at) === today.value ? time(at) : `${day(at).slice(5)} ${time(at).slice(0, 5)}`),
    minute: (at) => time(at).slice(0, 5),
  };
}

/** `move` returns the new now, in ms; the next call comes on its next whole second. */
function everySecond(move: () => number): void {
  setTimeout(() => everySecond(move), 1000 - (move() % 1000));
}

// `hour12: false` makes midnight "24" in some engines; h23 does not. `en-CA` writes days as 2026-11-22.
function formatsIn(timeZone: string) {
  const hands = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return {
    time: new Intl.DateTimeFormat('en-GB', { ...hands, timeZone }),
    day: new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }),
  };
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** `04:07`, `1:04:07`, `2d 03:14`: the time between two instants, never negative. */
export function elapsed(fromMs: number, toMs: number): string {
  const seconds = Math.max(0, Math.floor((toMs - fromMs) / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return `${days}d ${two(hours)}:${two(minutes)}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

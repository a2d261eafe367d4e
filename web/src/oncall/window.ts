import { useSignal, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { recall, remember } from '../state/remembered.ts';
import type { Span } from './calendar.ts';
import { dayPlus, weekdayOf, zoneTime, type ZoneTime } from './zone-time.ts';

export const widths = ['week', 'fortnight', 'month'] as const;
export type Width = (typeof widths)[number];

/** The stretch of time that is looked at, and on whose clock. */
export type Window = {
  width: Width;
  /** On the clock of this browser, not on the schedule's. */
  isMine: boolean;
  time: ZoneTime;
  span: Span;
  widen(width: Width): void;
  choose(isMine: boolean): void;
  /** A step back or on. */
  turn(by: -1 | 1): void;
  toNow(): void;
};

export const zoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
const isNarrow = (): boolean => matchMedia('(max-width: 719px)').matches;

/** Weeks begin on Mondays, months on the first; `zone` is the schedule's. */
export function useWindow(zone: string): Window {
  const { clock } = useDesk();
  const width = useSignal<Width>(widths.find((each) => each === recall('oncall.width')) ?? (isNarrow() ? 'week' : 'fortnight'));
  const isMine = useSignal(recall('oncall.zone') === 'mine');
  const first: Signal<string | null> = useSignal(null);
  const time = useMemo(() => zoneTime(isMine.value ? zoneHere() : zone), [zone, isMine.value]);
  const today = time.day(clock.now.value);
  const begin = firstDay(first.value ?? today, width.value);
  const span = useMemo(() => spanFrom(begin, width.value, time), [begin, width.value, time]);
  return {
    width: width.value,
    isMine: isMine.value,
    time,
    span,
    widen(next) {
      remember('oncall.width', next);
      width.value = next;
    },
    choose(next) {
      remember('oncall.zone', next ? 'mine' : null);
      isMine.value = next;
    },
    turn: (by) => (first.value = by > 0 ? endDay(begin, width.peek()) : firstDay(dayPlus(begin, -1), width.peek(), 1)),
    toNow: () => (first.value = null),
  };
}

/** The day a stretch begins that holds `day`; `back`: that ends with it. */
function firstDay(day: string, width: Width, back = 0): string {
  if (width === 'month') return `${day.slice(0, 7)}-01`;
  const monday = dayPlus(day, -weekdayOf(day));
  return width === 'fortnight' ? dayPlus(monday, -7 * back) : monday;
}

const endDay = (begin: string, width: Width): string =>
  width === 'month' ? `${dayPlus(begin, 31).slice(0, 7)}-01` : dayPlus(begin, width === 'week' ? 7 : 14);

const spanFrom = (begin: string, width: Width, time: ZoneTime): Span => ({
  from: time.instant(`${begin}T00:00`),
  to: time.instant(`${endDay(begin, width)}T00:00`),
});

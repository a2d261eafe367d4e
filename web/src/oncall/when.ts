import { useDesk } from '../desk.ts';
import type { Span } from './calendar.ts';
import type { ZoneTime } from './zone-time.ts';

/** Times in words on the clock of a zone, in the language of the moment. */
export type When = {
  /** `Mon 11-23 20:00`. */
  point(at: number): string;
  /** `Mon 11-23 20:00 – 08:00`, with the second day when it is another and not the next morning alone; open ends are `…`. */
  span(span: Span): string;
  /** `23`, and at the first of a month `Dec 1`. */
  dayHead(day: string): string;
  /** `Nov 2026`, or from which month to which. */
  months(first: string, last: string): string;
  /** `Mon`. */
  weekday(day: string): string;
};

export function useWhen(time: ZoneTime): When {
  const { language } = useDesk();
  const locale = language.code.value === 'zh' ? 'zh-CN' : 'en';
  const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
  const said = (day: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(noon(day));
  const weekday = (day: string): string => said(day, { weekday: 'short' });
  const point = (at: number): string =>
    Number.isFinite(at) ? `${weekday(time.day(at))} ${time.day(at).slice(5)} ${time.minute(at)}` : '…';
  return {
    point,
    weekday,
    span: ({ from, to }) =>
      `${point(from)} – ${Number.isFinite(from) && Number.isFinite(to) && time.day(from) === time.day(to) ? time.minute(to) : point(to)}`,
    dayHead: (day) => (day.endsWith('-01') ? said(day, { month: 'short', day: 'numeric' }) : String(Number(day.slice(8)))),
    months: (first, last) =>
      new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).formatRange(noon(first), noon(last)),
  };
}

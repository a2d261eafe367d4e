import type { Lang } from '../text/lang.ts';

/** Whose clock, and in which language. */
export interface Telling {
  readonly lang: Lang;
  readonly zone: string;
}

/** `Mon 23 Nov 20:00`, `11-23 周一 20:00` on the clocks of a zone. */
export function sayMoment(at: number, { lang, zone }: Telling): string {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: zone, hourCycle: 'h23', ...options }).format(at);
  const time = part({ hour: '2-digit', minute: '2-digit' });
  const weekday = part({ weekday: 'short' });
  if (lang === 'en') return `${weekday} ${part({ day: 'numeric' })} ${part({ month: 'short' })} ${time}`;
  return `${part({ month: '2-digit', day: '2-digit' }).replaceAll('/', '-')} ${weekday} ${time}`;
}

const dayOf = (at: number, zone: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);

/** From when until when; of one day the date only once. An open end is …. */
export function sayStretch({ start, end }: { start: number | null; end: number | null }, telling: Telling): string {
  const from = start === null ? '…' : sayMoment(start, telling);
  if (end === null) return `${from} – …`;
  const isSameDay = start !== null && dayOf(start, telling.zone) === dayOf(end, telling.zone);
  const until = sayMoment(end, telling);
  return `${from} – ${isSameDay ? until.slice(-5) : until}`;
}

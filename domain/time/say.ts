import type { Lang } from '../text/lang.ts';

/** `09:31` of that day in a zone; with the date where it is another day than `today`. */
export function clockText(at: number, zone: string, today: number): string {
  const part = (t: number, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options }).format(t);
  const day = (t: number): string => part(t, { year: 'numeric', month: '2-digit', day: '2-digit' });
  const time = part(at, { hour: '2-digit', minute: '2-digit' });
  const [d, m, y] = day(at).split('/');
  return day(at) === day(today) ? time : `${y}-${m}-${d} ${time}`;
}

/** `3 min`, `2 h 05 min`. */
export function spanText(ms: number, lang: Lang): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (lang === 'zh') return hours > 0 ? `${hours} 小时 ${rest} 分` : `${rest} 分钟`;
  return hours > 0 ? `${hours} h ${String(rest).padStart(2, '0')} min` : `${rest} min`;
}

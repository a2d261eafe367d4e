/** `09:31` of that day in a zone; with the date where it is another day than `today`. */
export function clockText(at: number, zone: string, today: number): string {
  const part = (t: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options }).format(t);
  const day = (t: number): string => part(t, { year: 'numeric', month: '2-digit', day: '2-digit' });
  const time = part(at, { hour: '2-digit', minute: '2-digit' });
  const [d, m, y] = day(at).split('/');
  return day(at) === day(today) ? time : `${y}-${m}-${d} ${time}`;
}

import { useDesk } from '../desk.ts';

/** `Mon 11-23 09:00` in the firm's zone; the reader's own clock is in its tooltip. */
export function Point({ at }: { at: number }) {
  const { clock } = useDesk();
  return (
    <time class="point" dateTime={new Date(at).toISOString()} title={useBothClocks()(at)}>
      {useDayWord()(at)} {clock.minute(at)}
    </time>
  );
}

/** From when to when; what has no start or no end is left open. */
export function Points({ from, to }: { from: number; to: number }) {
  return (
    <>
      {Number.isFinite(from) && <Point at={from} />} – {Number.isFinite(to) && <Point at={to} />}
    </>
  );
}

/** A time on the firm's clock and, below it, on the reader's own. */
export function useBothClocks(): (at: number) => string {
  const { clock, language } = useDesk();
  const locale = language.code.value === 'zh' ? 'zh-CN' : 'en';
  return (at) =>
    !Number.isFinite(at)
      ? '…'
      : `${clock.day(at)} ${clock.minute(at)} ${clock.zone.value}\n${new Date(at).toLocaleString(locale, { hourCycle: 'h23', timeZoneName: 'short' })}`;
}

/** `Mon 11-23`, the day of a time. */
export function useDayWord(): (at: number) => string {
  const { clock, language } = useDesk();
  const weekday = new Intl.DateTimeFormat(language.code.value === 'zh' ? 'zh-CN' : 'en', { weekday: 'short', timeZone: clock.zone.value });
  return (at) => `${weekday.format(at)} ${clock.day(at).slice(5)}`;
}

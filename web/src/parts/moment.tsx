import { useDesk } from '../desk.ts';
import { elapsed } from '../state/clock.ts';

/** A time in the firm's zone; the reader's own zone is in its tooltip. */
export function Moment({ at }: { at: string }) {
  const { clock, language } = useDesk();
  const locale = language.code.value === 'zh' ? 'zh-CN' : 'en';
  const own = new Date(at).toLocaleString(locale, { hourCycle: 'h23', timeZoneName: 'short' });
  return (
    <time class="moment" dateTime={at} title={`${clock.day(at)} ${clock.time(at)} ${clock.zone.value}\n${own}`}>
      {clock.moment(at)}
    </time>
  );
}

/** Time since, running until `until`. */
export function Elapsed({ since, until }: { since: string; until?: string | null }) {
  const { clock } = useDesk();
  const end = until ? Date.parse(until) : clock.now.value;
  return <span class="elapsed">{elapsed(Date.parse(since), end)}</span>;
}

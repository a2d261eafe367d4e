import { useDesk } from '../desk.ts';
import { useTell } from './words.ts';

const minuteMs = 60_000;

/** `in 3 h 20 min`, moving with the clock. */
export function Ahead({ at }: { at: number }) {
  const { clock } = useDesk();
  const tell = useTell();
  const minutes = Math.max(1, Math.ceil((at - clock.now.value) / minuteMs));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  const parts =
    days > 0
      ? [tell('days', days), hours > 0 && tell('hours', hours)]
      : [hours > 0 && tell('hours', hours), minutes % 60 > 0 && tell('minutes', minutes % 60)];
  return <span class="ahead">{tell('inTime', parts.filter(Boolean).join(' '))}</span>;
}

import { refuseField, type Refusal } from '../event/reply.ts';
import { isMisfit } from '../time/said-misfit.ts';
import { momentSaid } from '../time/said-span.ts';
import { dayMs, ZoneClock } from '../time/wall.ts';

/** The clocks of two machines differ by so much. */
const skewMs = 60_000;

interface Said {
  /** UTC milliseconds. */
  readonly now: number;
  /** In which a time without an offset is meant. */
  readonly zone: string;
  readonly declaredAt: number;
}

/** When something happened that is noted later: `14:05`, `yesterday 23:50`, `2026-11-23T14:05:00+08:00`; UTC ms. An hour without a day is the
 *  latest that is past. Refuses what is no time, what is to come, and what was long before the incident. */
export function noteTime(text: string, { now, zone, declaredAt }: Said): number | Refusal {
  const speaking = { now, clock: new ZoneClock(zone) };
  const reads = ['', 'today ', 'yesterday '].map((day) => momentSaid(day + text, speaking, 'start'));
  const at = reads.find((read) => typeof read === 'number' && read <= now + skewMs) ?? reads[0] ?? null;
  if (at === null)
    return refuseField(
      'at',
      `"${text}" is no time; write it such as 14:05 or 2026-11-23T14:05:00+08:00.`,
      `“${text}”不是时间，可以写 14:05 或 2026-11-23T14:05:00+08:00。`,
    );
  if (isMisfit(at)) return refuseField('at', at.because.en, at.because.zh);
  if (at > now + skewMs) return refuseField('at', 'is still to come; a note says what was.', '时间还没到；记录只能写已经发生的事。');
  if (at < declaredAt - dayMs) return refuseField('at', 'is more than a day before the incident was declared.', '早于事件宣布前一天。');
  return Math.min(at, now);
}

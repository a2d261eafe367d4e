import type { ComponentChildren } from 'preact';
import { useDesk } from '../desk.ts';
import { scrollable } from '../parts/scrollable.ts';
import type { Span } from './calendar.ts';
import { useWhen } from './when.ts';
import { useTell } from './words.ts';
import { daysOf, weekdayOf, type ZoneTime } from './zone-time.ts';
import '../style/timeline-of-turns.css';
import '../style/who.css';

export type Scale = { span: Span; time: ZoneTime };

/** Where a time lies in a span, as a part of its width. */
export const partOf = (at: number, { from, to }: Span): string => `${((Math.min(Math.max(at, from), to) - from) / (to - from)) * 100}%`;

/** Days across, to scale, so that a day of 23 or 25 hours is drawn as long as it is; below them the rows. */
export function Timeline({ scale, label, children }: { scale: Scale; label: string; children: ComponentChildren }) {
  const { span, time } = scale;
  const when = useWhen(time);
  const days = daysOf(span.from, span.to, time);
  return (
    <div class="turns-frame" role="region" aria-label={label} {...scrollable} style={{ '--days': days.length }}>
      <div class="turns">
        <div class="turns-ground" aria-hidden="true">
          {days.map(({ day, from, to }) => (
            <i key={day} class={weekdayOf(day) > 4 ? 'weekend' : ''} style={{ '--from': partOf(from, span), '--to': partOf(to, span) }} />
          ))}
        </div>
        <div class="turns-row turns-head" aria-hidden="true">
          <span class="turns-label">
            <b>{when.months(days[0]?.day ?? '', days.at(-1)?.day ?? '')}</b>
            <span class="zone">{time.zone}</span>
          </span>
          <div class="turns-days">
            {days.map((each) => (
              <DayHead key={each.day} day={each} scale={scale} />
            ))}
          </div>
        </div>
        {children}
        <NowLine span={span} />
      </div>
    </div>
  );
}

type DayProps = { day: ReturnType<typeof daysOf>[number]; scale: Scale };

function DayHead({ day: { day, from, to, hours }, scale: { span, time } }: DayProps) {
  const { clock } = useDesk();
  const tell = useTell();
  const when = useWhen(time);
  const isToday = time.day(clock.now.value) === day;
  const look = isToday ? 'is-today' : '';
  return (
    <span class={`day-head ${look}`} style={{ '--from': partOf(from, span), '--to': partOf(to, span) }}>
      <span class="day-week">{when.weekday(day)}</span> <b>{when.dayHead(day)}</b>
      {hours !== 24 && <i class="day-hours">{tell('dayHours', hours)}</i>}
    </span>
  );
}

function NowLine({ span }: { span: Span }) {
  const { clock } = useDesk();
  const now = clock.now.value;
  if (now < span.from || now >= span.to) return null;
  return (
    <div class="now-line" aria-hidden="true">
      <i style={{ '--at': partOf(now, span) }} />
    </div>
  );
}

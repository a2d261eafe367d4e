import { useWhen } from '../when.ts';
import { zoneTime } from '../zone-time.ts';
import { DropButton } from './drop-button.tsx';
import { Note } from './field.tsx';
import { changedAt, droppedAt, placed } from './place.ts';
import { days, type Hours } from './spec.ts';
import { useTell } from './words.ts';

type Props = { hours: Hours[]; problem: (field: string) => string | undefined; onChange: (hours: Hours[]) => void };

/** When a layer counts: always, or only in these windows of the week. */
export function HoursFields({ hours, problem, onChange }: Props) {
  const tell = useTell();
  const add = () => onChange([...hours, { days: days.slice(0, 5), start: '20:00', end: '08:00' }]);
  return (
    <div class="field" role="group" aria-label={tell('hours')}>
      <p class="field-name">{tell('hours')}</p>
      {hours.length === 0 && <p class="hint">{tell('hoursAlways')}</p>}
      {placed(hours).map(({ entry, place }) => (
        <WindowFields
          key={place}
          window={entry}
          place={place}
          problem={problem(`hours.${place}`)}
          onChange={(next) => onChange(next ? changedAt(hours, place, next) : droppedAt(hours, place))}
        />
      ))}
      <p>
        <button type="button" class="button small" onClick={add}>
          {tell(hours.length === 0 ? 'limitHours' : 'addHours')}
        </button>
      </p>
    </div>
  );
}

type WindowProps = { window: Hours; place: number; problem: string | undefined; onChange: (next: Hours | null) => void };

function WindowFields({ window, place, problem, onChange }: WindowProps) {
  const tell = useTell();
  const put = (change: Partial<Hours>) => onChange({ ...window, ...change });
  return (
    <div class="hours-window">
      <DayChips window={window} onChange={(next) => put({ days: next })} />
      <input type="time" aria-label={tell('hoursFrom')} value={window.start} onInput={(e) => put({ start: e.currentTarget.value })} />
      <span aria-hidden="true">–</span>
      <input
        type="time"
        aria-label={tell('hoursTo')}
        value={window.end === '24:00' ? '00:00' : window.end}
        onInput={(e) => put({ end: e.currentTarget.value })}
      />
      <DropButton label={tell('dropHours', place + 1)} onDrop={() => onChange(null)} />
      <Note problem={problem} hint={window.end <= window.start ? tell('nextDay') : undefined} />
    </div>
  );
}

/** A Monday, to say the names of the days by. */
const monday = Date.parse('2026-11-23T00:00:00Z');
const dayMs = 86_400_000;

function DayChips({ window, onChange }: { window: Hours; onChange: (days: Hours['days']) => void }) {
  const tell = useTell();
  const when = useWhen(zoneTime('UTC'));
  return (
    <fieldset class="day-chips">
      <legend class="unseen">{tell('hoursOn')}</legend>
      {days.map((day, i) => (
        <label key={day} class="chip">
          <input
            type="checkbox"
            checked={window.days.includes(day)}
            onChange={() => onChange(days.filter((each) => window.days.includes(each) !== (each === day)))}
          />
          <span>{when.weekday(new Date(monday + i * dayMs).toISOString().slice(0, 10))}</span>
        </label>
      ))}
    </fieldset>
  );
}

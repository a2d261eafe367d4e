import type { ZoneTime } from '../zone-time.ts';
import { DropButton } from './drop-button.tsx';
import { Note } from './field.tsx';
import { PeoplePicker } from './people-picker.tsx';
import { changedAt, droppedAt, placed } from './place.ts';
import type { Shift } from './spec.ts';
import { useTell } from './words.ts';

type Props = { shifts: Shift[]; time: ZoneTime; problem: (field: string) => string | undefined; onChange: (shifts: Shift[]) => void };

/** Turns written out one by one. */
export function ShiftFields({ shifts, time, problem, onChange }: Props) {
  const tell = useTell();
  return (
    <div class="field" role="group" aria-label={tell('shifts')}>
      <p class="field-name">{tell('shifts')}</p>
      {placed(shifts).map(({ entry, place }) => (
        <ShiftLine
          key={place}
          {...{ shift: entry, place, time }}
          problem={problem(`shifts.${place}`)}
          onChange={(next) => onChange(next ? changedAt(shifts, place, next) : droppedAt(shifts, place))}
        />
      ))}
      <p>
        <button type="button" class="button small" onClick={() => onChange([...shifts, nextShift(shifts, time)])}>
          {tell('addShift')}
        </button>
      </p>
      <Note problem={problem('shifts')} />
    </div>
  );
}

type LineProps = { shift: Shift; place: number; time: ZoneTime; problem: string | undefined; onChange: (next: Shift | null) => void };

const peopleOf = ({ person, people }: Shift): string[] => people ?? (person === undefined ? [] : [person]);
const hasOffset = /(Z|[+-]\d\d:\d\d)$/u;

function ShiftLine({ shift, place, time, problem, onChange }: LineProps) {
  const tell = useTell();
  // What is written with an offset is shown on the wall of the schedule's zone.
  const wall = (moment: string): string => (hasOffset.test(moment) ? time.wall(Date.parse(moment)) : moment.slice(0, 16));
  const point = (field: 'start' | 'end', label: string) => (
    <input
      type="datetime-local"
      aria-label={label}
      value={wall(shift[field])}
      onInput={(e) => onChange({ ...shift, [field]: e.currentTarget.value })}
    />
  );
  return (
    <div class="shift-line">
      <PeoplePicker
        people={peopleOf(shift)}
        label={tell('turnPeople', place + 1)}
        onChange={(people) => onChange({ start: shift.start, end: shift.end, people })}
      />
      {point('start', tell('hoursFrom'))}
      {point('end', tell('hoursTo'))}
      <DropButton label={tell('dropTurn', place + 1)} onDrop={() => onChange(null)} />
      <Note problem={problem} />
    </div>
  );
}

const halfDayMs = 12 * 3_600_000;

/** As long as the last, right after it. */
function nextShift(shifts: readonly Shift[], time: ZoneTime): Shift {
  const last = shifts.at(-1);
  const from = last ? Date.parse(`${last.end.slice(0, 16)}Z`) : Date.parse(`${time.day(Date.now())}T20:00Z`);
  const length = last ? from - Date.parse(`${last.start.slice(0, 16)}Z`) : halfDayMs;
  const text = (at: number): string => new Date(at).toISOString().slice(0, 16);
  return { start: text(from), end: text(from + (length > 0 ? length : halfDayMs)), people: [] };
}

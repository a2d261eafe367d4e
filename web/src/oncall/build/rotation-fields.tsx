import { Field } from './field.tsx';
import type { Hours, Rotation, TurnRule, Unit } from './spec.ts';
import { TurnList } from './turn-list.tsx';
import { useTell } from './words.ts';

type Props = {
  rotation: Rotation;
  hours: readonly Hours[];
  problem: (field: string) => string | undefined;
  onChange: (next: Rotation) => void;
};

const units: Unit[] = ['hour', 'day', 'week', 'month'];

/** Who follows whom, when it began, and when they hand over. */
export function RotationFields({ rotation, hours, problem, onChange }: Props) {
  return (
    <>
      <TurnList turns={rotation.people} problem={problem('people')} onChange={(people) => onChange({ ...rotation, people })} />
      <LengthFields rotation={rotation} problem={problem} onChange={onChange} />
      <RuleField rotation={rotation} hours={hours} onChange={onChange} />
    </>
  );
}

function LengthFields({ rotation, problem, onChange }: Omit<Props, 'hours'>) {
  const tell = useTell();
  const { start, unit, length } = rotation;
  return (
    <div class="field-row">
      <Field label={tell('every')} problem={problem('length')}>
        {(given) => (
          <input
            {...given}
            type="number"
            name="length"
            min={1}
            max={10_000}
            value={length}
            onInput={(e) => onChange({ ...rotation, length: e.currentTarget.valueAsNumber })}
          />
        )}
      </Field>
      <Field label={tell('unit')}>
        {(given) => (
          <select {...given} name="unit" value={unit} onChange={(e) => onChange(unitOf(rotation, e.currentTarget.value as Unit))}>
            {units.map((each) => (
              <option key={each} value={each}>
                {tell(`unit-${each}`, length)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={tell('start')} hint={tell('startHint')} problem={problem('start')}>
        {(given) => {
          const put = (next: string) => onChange({ ...rotation, start: next });
          return (
            <input {...given} type="datetime-local" name="start" value={start.slice(0, 16)} onInput={(e) => put(e.currentTarget.value)} />
          );
        }}
      </Field>
    </div>
  );
}

/** A rule that does not go with the new unit is dropped. */
function unitOf({ turns, every, ...rest }: Rotation, unit: Unit): Rotation {
  const stays = turns === 'active-days' ? unit === 'day' : turns === 'calendar' ? unit === 'week' || unit === 'month' : true;
  return { ...rest, unit, ...(stays && turns ? { turns } : {}), ...(stays && every !== undefined ? { every } : {}) };
}

/** What other way there is to count turns than from the first hand-over. */
function otherRule({ unit }: Rotation, hours: readonly Hours[]): Exclude<TurnRule, 'elapsed'> | null {
  if (unit === 'week' || unit === 'month') return 'calendar';
  const leavesDaysOut = hours.length > 0 && new Set(hours.flatMap(({ days }) => days)).size < 7;
  return unit === 'day' && leavesDaysOut ? 'active-days' : null;
}

function RuleField({ rotation, hours, onChange }: Omit<Props, 'problem'>) {
  const tell = useTell();
  const other = otherRule(rotation, hours);
  if (!other) return null;
  const { turns, every, ...rest } = rotation;
  const rule = turns ?? (other === 'active-days' ? other : 'elapsed');
  return (
    <div class="field-row pair">
      <Field label={tell('turnRule')}>
        {(given) => (
          <select {...given} name="turns" value={rule} onChange={(e) => onChange({ ...rest, turns: e.currentTarget.value as TurnRule })}>
            <option value="elapsed">{tell('rule-elapsed')}</option>
            <option value={other}>{tell(`rule-${other}`, rotation.unit)}</option>
          </select>
        )}
      </Field>
      {rule === 'calendar' && <EveryField every={every ?? 1} onChange={(next) => onChange({ ...rest, turns: rule, every: next })} />}
    </div>
  );
}

function EveryField({ every, onChange }: { every: number; onChange: (every: number) => void }) {
  const tell = useTell();
  return (
    <Field label={tell('onlyEvery')}>
      {(given) => (
        <input
          {...given}
          type="number"
          min={1}
          max={1000}
          value={every}
          onInput={(e) => onChange(Math.max(1, Math.trunc(e.currentTarget.valueAsNumber) || 1))}
        />
      )}
    </Field>
  );
}

import type { Signal } from '@preact/signals';
import { useDesk } from '../desk.ts';
import { Field } from './build/field.tsx';
import { spanOf } from './calendar.ts';
import type { Told } from './use-calendar.ts';
import { useWhen } from './when.ts';
import { useTell } from './words.ts';
import type { ZoneTime } from './zone-time.ts';

export type Kind = 'cover' | 'swap' | 'shadow';
/** What somebody wants done; times are on the wall of the zone that is looked at. `back`: the start of the shift one takes in exchange. */
export type Change = { kind: Kind; person: string; instead: string; from: string; to: string; because: string; back: string };

type Props = { change: Signal<Change>; there: string[]; told: Told; time: ZoneTime };

export function ChangeFields({ change, there, told, time }: Props) {
  const tell = useTell();
  const { kind, person, because } = change.value;
  const put = (next: Partial<Change>) => (change.value = { ...change.peek(), ...next });
  return (
    <>
      <PersonField change={change} />
      {kind === 'cover' && there.length > 0 && <InsteadField change={change} there={there} />}
      <div class="field-row pair">
        <PointField label={tell('from')} name="from" value={change.value.from} onChange={(from) => put({ from })} />
        <PointField label={tell('to')} name="to" value={change.value.to} onChange={(to) => put({ to })} />
      </div>
      {kind === 'swap' && person !== '' && <BackField change={change} told={told} time={time} />}
      <Field label={tell('because')}>
        {(given) => (
          <input {...given} name="because" maxLength={300} value={because} onInput={(e) => put({ because: e.currentTarget.value })} />
        )}
      </Field>
    </>
  );
}

function PersonField({ change }: Pick<Props, 'change'>) {
  const { session } = useDesk();
  const tell = useTell();
  const { kind, person } = change.value;
  const me = session.me.value?.person?.name;
  const others = (session.me.value?.people ?? []).filter(({ name }) => kind !== 'swap' || name !== me);
  const put = (next: string) => (change.value = { ...change.peek(), person: next, back: '' });
  return (
    <Field label={tell(`who-${kind}`)}>
      {(given) => (
        <select {...given} name="person" value={person} onChange={(e) => put(e.currentTarget.value)}>
          <option value="">{tell('choosePerson')}</option>
          {others.map((each) => (
            <option key={each.name} value={each.name}>
              {each.name === me ? tell('meMyself', each.displayName) : each.displayName}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function InsteadField({ change, there }: Pick<Props, 'change' | 'there'>) {
  const { session } = useDesk();
  const tell = useTell();
  const put = (instead: string) => (change.value = { ...change.peek(), instead });
  return (
    <Field label={tell('insteadOf')}>
      {(given) => (
        <select {...given} name="instead" value={change.value.instead} onChange={(e) => put(e.currentTarget.value)}>
          <option value="">{tell('whoeverIsOn')}</option>
          {there.map((each) => (
            <option key={each} value={each}>
              {session.nameOf(each)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type PointProps = { label: string; name: string; value: string; onChange: (next: string) => void };

function PointField({ label, name, value, onChange }: PointProps) {
  return (
    <Field label={label}>
      {(given) => (
        <input {...given} type="datetime-local" name={name} required value={value} onInput={(e) => onChange(e.currentTarget.value)} />
      )}
    </Field>
  );
}

/** Which of their shifts one takes in exchange. */
function BackField({ change, told, time }: Omit<Props, 'there'>) {
  const { clock } = useDesk();
  const tell = useTell();
  const when = useWhen(time);
  const { person, back } = change.value;
  const theirs = told.turns.filter((turn) => turn.person === person && spanOf(turn).from > clock.now.value);
  return (
    <Field label={tell('inExchange')} hint={tell('swapHint')}>
      {(given) => (
        <select {...given} name="back" value={back} onChange={(e) => (change.value = { ...change.peek(), back: e.currentTarget.value })}>
          <option value="">{tell('noExchange')}</option>
          {theirs.map((turn) => (
            <option key={turn.start} value={`${turn.start}/${turn.end}`}>
              {when.span(spanOf(turn))}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

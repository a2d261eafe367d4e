import { useId } from 'preact/hooks';
import type { Severity } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { SeverityMark } from '../parts/severity.tsx';
import { Choice } from './choice.tsx';
import type { Field } from './schema-fields.ts';

export type FieldProps = { field: Field; value: unknown; problem: string | undefined; onChange: (value: unknown) => void };

const severities: Severity[] = ['SEV1', 'SEV2', 'SEV3', 'SEV4'];

export function SchemaField(props: FieldProps) {
  const { field, value, onChange } = props;
  switch (field.shape) {
    case 'severity':
      return (
        <Choice
          legend={field.label}
          options={severities.map((each) => [each, <SeverityMark key={each} severity={each} />] as const)}
          value={value as Severity}
          onChange={onChange}
        />
      );
    case 'people':
      return <PeopleField {...props} />;
    case 'yes-no':
      return (
        <label class="check">
          <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
          {field.label}
        </label>
      );
    default:
      return <LabelledField {...props} />;
  }
}

/** A field with its label above and, when it was refused, the reason below. */
function LabelledField({ field, value, problem, onChange }: FieldProps) {
  const say = useSay();
  const id = useId();
  const shared = {
    id,
    name: field.name,
    required: field.isRequired,
    'aria-invalid': problem !== undefined,
    ...(problem === undefined ? {} : { 'aria-describedby': `${id}-problem` }),
  };
  return (
    <div class="field">
      <label for={id}>
        {field.label}
        {!field.isRequired && <span class="optional">{say('optional')}</span>}
      </label>
      <Control field={field} value={value} onChange={onChange} shared={shared} />
      {problem !== undefined && (
        <p class="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

type ControlProps = Omit<FieldProps, 'problem'> & { shared: { id: string; name: string; required: boolean } };

function Control({ field, value, onChange, shared }: ControlProps) {
  const { session } = useDesk();
  const people = session.me.value?.people ?? [];
  const text = textOf(value);
  const limit = field.maxLength === undefined ? {} : { maxLength: field.maxLength };
  if (field.shape === 'text') {
    return <textarea {...shared} {...limit} rows={3} value={text} onInput={(event) => onChange(event.currentTarget.value)} />;
  }
  if (field.shape === 'one-of' || (field.shape === 'person' && people.length > 0)) {
    const options =
      field.shape === 'person' ? people.map((each) => [each.name, each.displayName]) : field.options.map((each) => [each, each]);
    return (
      <select {...shared} value={text} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">—</option>
        {options.map(([key, label]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  if (field.shape === 'number') {
    return <input {...shared} type="number" value={text} onInput={(event) => onChange(numberIn(event.currentTarget.value))} />;
  }
  // A local time, which the server reads in the zone of whoever typed it.
  if (field.shape === 'moment') {
    return <input {...shared} type="datetime-local" value={text} onInput={(event) => onChange(event.currentTarget.value)} />;
  }
  const read = (typed: string) => (field.shape === 'list' ? typed.split(/[,，、\s]+/) : typed);
  return (
    <input {...shared} {...limit} autocomplete="off" defaultValue={text} onInput={(event) => onChange(read(event.currentTarget.value))} />
  );
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function numberIn(typed: string): number | undefined {
  return typed === '' ? undefined : Number(typed);
}

function PeopleField({ field, value, onChange }: FieldProps) {
  const { session } = useDesk();
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  const people = session.me.value?.people ?? [];
  if (people.length === 0) return null;
  return (
    <fieldset class="people-field">
      <legend>{field.label}</legend>
      <div class="chips">
        {people.map(({ name, displayName }) => (
          <label key={name} class="chip">
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={() => onChange(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name])}
            />
            <span>{displayName}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

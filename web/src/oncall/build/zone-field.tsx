import { useId } from 'preact/hooks';
import { Field } from './field.tsx';
import { useTell } from './words.ts';

/** A time zone: typed, with all that this browser knows to choose from. */
export function ZoneField({ zone, problem, onChange }: { zone: string; problem: string | undefined; onChange: (zone: string) => void }) {
  const tell = useTell();
  const list = useId();
  return (
    <Field label={tell('zone')} hint={tell('zoneHint')} problem={problem}>
      {(given) => (
        <>
          <input
            {...given}
            name="zone"
            list={list}
            spellcheck={false}
            value={zone}
            onInput={(e) => onChange(e.currentTarget.value.trim())}
          />
          <datalist id={list}>
            {Intl.supportedValuesOf('timeZone').map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

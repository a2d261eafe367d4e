import type { ComponentChild } from 'preact';
import { useId } from 'preact/hooks';

type ChoiceProps<V extends string> = {
  legend: string;
  options: (readonly [V, ComponentChild])[];
  value: V;
  onChange: (value: V) => void;
};

/** One of a few, all in view: radio buttons drawn as one strip. */
export function Choice<V extends string>({ legend, options, value, onChange }: ChoiceProps<V>) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      <div class="choice-strip">
        {options.map(([key, label]) => (
          <label key={key}>
            <input type="radio" name={name} checked={key === value} onChange={() => onChange(key)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

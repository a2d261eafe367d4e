import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

type LineFieldProps = {
  label: string;
  value: Signal<string>;
  type?: 'text' | 'email' | 'password';
  /** What browsers and password managers fill in. */
  autocomplete?: string;
  hint?: string;
  problem?: string;
  isNumeric?: boolean;
  isOptional?: boolean;
  /** Shown, not to be changed. */
  isFixed?: boolean;
  hasFocus?: boolean;
};

/** One line to fill in, with what helps or what is wrong below. */
export function LineField({ label, value, type = 'text', autocomplete = 'off', hint, problem, ...is }: LineFieldProps) {
  const id = useId();
  const note = problem || hint;
  const shared = {
    id,
    autocomplete,
    autocapitalize: 'none' as const,
    spellcheck: false,
    required: is.isOptional !== true,
    disabled: is.isFixed === true,
    autofocus: is.hasFocus === true,
    'aria-invalid': Boolean(problem),
    ...(note ? { 'aria-describedby': `${id}-note` } : {}),
    ...(is.isNumeric ? { inputMode: 'numeric' as const } : {}),
    value: value.value,
    onInput: (event: { currentTarget: HTMLInputElement }) => (value.value = event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === 'password' && <input {...shared} type="password" />}
      {type === 'email' && <input {...shared} type="email" />}
      {type === 'text' && <input {...shared} />}
      {note && (
        <p id={`${id}-note`} class={problem ? 'field-problem' : 'hint'} role={problem ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}

import type { ComponentChild } from 'preact';
import { useId } from 'preact/hooks';

type FieldProps = { label: string; hint?: string | undefined; problem?: string | undefined; children: (given: Given) => ComponentChild };
type Given = { id: string; 'aria-invalid': boolean; 'aria-describedby': string };

/** A control below its label, with what it is for and what is wrong with it. */
export function Field({ label, hint, problem, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-invalid': problem !== undefined, 'aria-describedby': `${id}-note` })}
      <Note id={`${id}-note`} hint={hint} problem={problem} />
    </div>
  );
}

export function Note({ id, hint, problem }: { id?: string; hint?: string | undefined; problem?: string | undefined }) {
  return (
    <p id={id} class={problem === undefined ? 'hint' : 'field-problem'}>
      {problem ?? hint}
    </p>
  );
}

import type { ComponentChild } from 'preact';
import { useId } from 'preact/hooks';

/** A control below its label; `children` draws it under the id it is given. */
export function Labelled({ label, children }: { label: string; children: (id: string) => ComponentChild }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id)}
    </div>
  );
}

import type { Signal } from '@preact/signals';
import { LineField } from './line-field.tsx';
import { useTell } from './words.ts';

/** The field of a password to be, which says what makes a good one. */
export function NewPassword({
  value,
  problem,
  hasFocus = false,
}: {
  value: Signal<string>;
  problem?: string | undefined;
  hasFocus?: boolean;
}) {
  const tell = useTell();
  return (
    <LineField
      label={tell('newPassword')}
      value={value}
      type="password"
      autocomplete="new-password"
      hint={tell('passwordHint')}
      problem={problem ?? ''}
      hasFocus={hasFocus}
    />
  );
}

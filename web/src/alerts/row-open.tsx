import type { ComponentChild } from 'preact';
import { useSay } from '../desk.ts';

type RowOpenProps = { name: string; about: string; controls: string; isOpen: boolean; onTurn: () => void; children: ComponentChild };

/** The words of a row; pressed anywhere, the row unfolds. */
export function RowOpen({ name, about, controls, isOpen, onTurn, children }: RowOpenProps) {
  const say = useSay();
  return (
    <button
      type="button"
      class="row-open"
      data-row
      aria-expanded={isOpen}
      aria-controls={isOpen ? controls : undefined}
      aria-label={say('detailsOf', name)}
      onClick={onTurn}
    >
      <span class="row-name">{children}</span>
      <span class="row-sub">{about}</span>
    </button>
  );
}

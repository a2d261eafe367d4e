import { signal, type Signal } from '@preact/signals';
import type { Alert } from '../../api.d.ts';

/** The dialog that is open over the page, if any. */
export type SheetKind =
  | { kind: 'form'; skill: string; values: Record<string, unknown> }
  | { kind: 'silence'; alert: Alert }
  | { kind: 'reopen'; incident: string }
  | { kind: 'confirm'; question: string; word: string; isDanger: boolean; yes: () => void }
  | { kind: 'settings' }
  | { kind: 'keys' };
export type Sheet = Signal<SheetKind | null>;

export function createSheet(): Sheet {
  return signal<SheetKind | null>(null);
}

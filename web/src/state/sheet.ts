import { signal, type Signal } from '@preact/signals';
import type { SavedView } from '../../api.d.ts';

/** The dialog that is open over the page, if any. */
export type SheetKind =
  | { kind: 'form'; skill: string; values: Record<string, unknown> }
  /** Matchers to choose from, and those that are chosen to begin with. */
  | { kind: 'silence'; offers: string[]; chosen: string[]; minutes?: number }
  | { kind: 'view'; page?: SavedView['page']; filter: SavedView['filter'] }
  | { kind: 'reopen'; incident: string }
  | { kind: 'confirm'; question: string; word: string; isDanger: boolean; yes: () => void }
  /** `incident`: the one under the focus, which commands are then about. */
  | { kind: 'palette'; incident: string | null }
  | { kind: 'settings' }
  | { kind: 'keys' };
export type Sheet = Signal<SheetKind | null>;

export function createSheet(): Sheet {
  return signal<SheetKind | null>(null);
}

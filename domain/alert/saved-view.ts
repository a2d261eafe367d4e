import { z } from 'zod';
import { fingerprint } from './fingerprint.ts';

/** What a list of alerts is narrowed to; the address of the alerts page holds the same. */
export const AlertFilter = z.object({
  tab: z.enum(['groups', 'all', 'silences']).optional(),
  state: z.enum(['firing', 'suppressed', 'resolved']).optional(),
  match: z.array(z.string().min(1).max(1000)).max(50).optional(),
  text: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
  group: z.string().max(500).optional(),
});
export type AlertFilter = z.output<typeof AlertFilter>;

/** A filter that somebody gave a name. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** null: made by nobody in particular, on a Tocsin without people. */
  readonly owner: string | null;
  /** Everybody may choose it; else only its owner. */
  readonly shared: boolean;
  readonly filter: AlertFilter;
  readonly gone: boolean;
  readonly savedAt: number;
}

export interface ViewFacts {
  'view.saved': Pick<SavedView, 'name' | 'owner' | 'shared' | 'filter'>;
  'view.removed': Record<string, never>;
}

type ViewFact = { [K in keyof ViewFacts]: { type: K; data: ViewFacts[K]; at: number } }[keyof ViewFacts];

export function applyView(state: SavedView | null, fact: ViewFact, id: string): SavedView {
  if (fact.type === 'view.saved') return { ...fact.data, id, gone: false, savedAt: fact.at };
  if (!state) throw new Error(`view ${id}: ${fact.type} before view.saved`);
  return { ...state, gone: true };
}

/** A person has one view of a name. */
export const viewId = (owner: string | null, name: string): string =>
  fingerprint({ name: name.toLowerCase(), ...(owner ? { owner } : {}) });

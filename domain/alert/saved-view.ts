import { z } from 'zod';
import { fingerprint } from './fingerprint.ts';

export const viewPages = ['alerts', 'incidents'] as const;

/** What a list is narrowed to; the address of its page holds the same. */
export const ViewFilter = z.object({
  tab: z.enum(['groups', 'all', 'silences']).optional(),
  state: z.enum(['firing', 'suppressed', 'resolved']).optional(),
  match: z.array(z.string().min(1).max(1000)).max(50).optional(),
  text: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
  group: z.string().max(500).optional(),
  progress: z.string().max(20).optional(),
  severity: z.string().max(10).optional(),
  mine: z.boolean().optional(),
});
export type ViewFilter = z.output<typeof ViewFilter>;

/** A filter that somebody gave a name. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** null: made by nobody in particular, on a Tocsin without people. */
  readonly owner: string | null;
  /** Everybody may choose it; else only its owner. */
  readonly shared: boolean;
  /** None in what was stored before other pages had views: the alerts page. */
  readonly page?: (typeof viewPages)[number];
  readonly filter: ViewFilter;
  readonly gone: boolean;
  readonly savedAt: number;
}

export interface ViewFacts {
  'view.saved': Pick<SavedView, 'name' | 'owner' | 'shared' | 'page' | 'filter'>;
  'view.removed': Record<string, never>;
}

type ViewFact = { [K in keyof ViewFacts]: { type: K; data: ViewFacts[K]; at: number } }[keyof ViewFacts];

export function applyView(state: SavedView | null, fact: ViewFact, id: string): SavedView {
  if (fact.type === 'view.saved') return { ...fact.data, id, gone: false, savedAt: fact.at };
  if (!state) throw new Error(`view ${id}: ${fact.type} before view.saved`);
  return { ...state, gone: true };
}

export const pageOf = ({ page }: Pick<SavedView, 'page'>) => page ?? 'alerts';

/** A person has one view of a name on a page. */
export const viewId = ({ owner, name, page }: Pick<SavedView, 'owner' | 'name' | 'page'>): string =>
  fingerprint({ name: name.toLowerCase(), ...(owner ? { owner } : {}), ...(page && page !== 'alerts' ? { page } : {}) });

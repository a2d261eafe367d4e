import type { PhoneMeans } from '../people/carrier-fields.ts';

/** What goes to one person's phone, whatever it is about: what it was used for in the last day, and what waits for room. Id: the person. */
export interface Line {
  readonly used: readonly Use[];
  readonly held: readonly Held[];
}

export interface Use {
  /** UTC ms. */
  readonly at: number;
  readonly by: PhoneMeans;
  /** Which carrier was chosen; null where it did not matter. */
  readonly carrier: string | null;
  /** What it was about: incidents and alert groups. */
  readonly about: readonly string[];
}

/** One attempt of one page. */
export interface LineItem {
  readonly page: string;
  readonly attempt: number;
  readonly about: string;
}
export interface Held extends LineItem {
  readonly by: PhoneMeans;
}

export interface LineFacts {
  /** One call or text for all of these. */
  'line.used': { by: PhoneMeans; carrier: string | null; items: readonly LineItem[] };
  /** They wait for the next call or text, which may go out at `until` (UTC ms). */
  'line.held': { by: PhoneMeans; items: readonly LineItem[]; until: number };
  /** No carrier may call this number now: whoever is next is called instead. */
  'line.refused': { by: PhoneMeans; items: readonly LineItem[] };
  /** Nobody waits for these any more. */
  'line.forgotten': { by: PhoneMeans };
}
export interface LineEvents {
  'line.wanted': { by: PhoneMeans; items: readonly LineItem[] };
  'line.due': { by: PhoneMeans };
}

type LineFact = { [K in keyof LineFacts]: { type: K; data: LineFacts[K]; at: number } }[keyof LineFacts];

/** No limit looks further back. */
const dayMs = 86_400_000;

export const idle: Line = { used: [], held: [] };

export function applyLine(before: Line | null, fact: LineFact): Line {
  const line = before ?? idle;
  const { by } = fact.data;
  if (fact.type === 'line.forgotten') return { ...line, held: line.held.filter((h) => h.by !== by) };
  const { items } = fact.data;
  const isOther = (held: Held): boolean => held.by !== by || !items.some((i) => i.page === held.page && i.attempt === held.attempt);
  const held = line.held.filter(isOther);
  if (fact.type === 'line.held') return { ...line, held: [...held, ...items.map((item) => ({ ...item, by }))] };
  if (fact.type === 'line.refused') return { ...line, held };
  const use: Use = { at: fact.at, by, carrier: fact.data.carrier, about: [...new Set(items.map((i) => i.about))] };
  return { used: [...line.used.filter((u) => u.at > fact.at - dayMs), use], held };
}

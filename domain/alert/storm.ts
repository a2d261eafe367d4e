import type { Told } from '../event/event.ts';
import type { Severity } from '../incident/severity.ts';

/** Something that groups can have in common: `system="payments"`. */
export type Tie = string;

/** A group that wants to call somebody, or at least to be shown. */
export interface Offer {
  readonly group: string;
  /** What it may have in common with others, the most telling first. */
  readonly ties: readonly Tie[];
  readonly severity: Severity;
  /** How many of its signals fire. */
  readonly firing: number;
  /** What is told, and to whom, when it is let through: the declaration of an incident, or a call. Null: it is only shown. */
  readonly onward: Told | null;
  /** Set where `onward` is a call for the group alone. */
  readonly pages: { readonly policy: string; readonly severity: Severity } | null;
  /** The declaration of an incident for it, should it come to head a storm. */
  readonly declare: Told | null;
  /** Where it would be shown. */
  readonly channel: string;
}

/** A group that was let through lately, or waits to be. */
export interface Weighed {
  readonly offer: Offer;
  readonly at: number;
  /** Until when it waits for what else may come; null: it was let through. */
  readonly heldUntil: number | null;
}

/** Groups that belong together, taken into one incident. */
export interface Gale {
  readonly tie: Tie;
  /** The group whose incident takes in the others. */
  readonly head: string;
  readonly severity: Severity;
  /** The channel in which one card stands for all, where its groups call nobody; null: an incident stands for them. */
  readonly channel: string | null;
  /** null until it is declared; who joins before that waits. */
  readonly incident: string | null;
  readonly waiting: readonly Offer[];
  readonly beganAt: number;
  readonly lastAt: number;
  /** Groups taken in. */
  readonly took: number;
}

/** What of one team's alerts came lately, and which storms rage. One for each policy: its id is the policy's name, so that one team's storm is no
 *  other's; and one for each channel in which alerts are only shown: `channel/<name>`. */
export interface Storm {
  readonly id: string;
  readonly lately: readonly Weighed[];
  readonly gales: readonly Gale[];
}

export interface StormFacts {
  /** `dropped`: over before they had waited long enough. */
  'storm.weighed': { passed: readonly Offer[]; held: readonly Offer[]; heldUntil: number; dropped?: readonly string[] };
  'storm.began': {
    tie: Tie;
    head: string;
    severity: Severity;
    channel: string | null;
    incident: string | null;
    tied: readonly string[];
  } & Took;
  'storm.took': { head: string } & Took;
  'storm.headed': { head: string; incident: string };
  'storm.ended': { head: string };
}

interface Took {
  readonly count: number;
  /** They wait for the incident to be declared. */
  readonly waiting: readonly Offer[];
}

export interface StormEvents {
  /** Groups want to call somebody. */
  'storm.asked': { offers: readonly Offer[] };
  /** The incident of a group is there. */
  'storm.declared': { group: string; incident: string };
  /** Groups have waited long enough. */
  'storm.due': Record<string, never>;
}

type StormFact = { [K in keyof StormFacts]: { type: K; data: StormFacts[K]; at: number } }[keyof StormFacts];

/** What came longer ago than this is forgotten, whatever the limits say. */
const mostLately = 200;

export function applyStorm(state: Storm | null, fact: StormFact, id: string): Storm {
  const storm = state ?? { id, lately: [], gales: [] };
  switch (fact.type) {
    case 'storm.weighed': {
      const passed = fact.data.passed.map((offer) => ({ offer, at: fact.at, heldUntil: null }));
      const held = fact.data.held.map((offer) => ({ offer, at: fact.at, heldUntil: fact.data.heldUntil }));
      const anew = new Set([...[...fact.data.passed, ...fact.data.held].map((o) => o.group), ...(fact.data.dropped ?? [])]);
      const before = storm.lately.filter((w) => !anew.has(w.offer.group));
      return { ...storm, lately: [...before, ...passed, ...held].slice(-mostLately) };
    }
    case 'storm.began':
      return began(storm, fact.data, fact.at);
    case 'storm.took':
      return galeOf(storm, fact.data.head, (g) => joined(g, fact.data, fact.at));
    case 'storm.headed':
      return galeOf(storm, fact.data.head, (g) => ({ ...g, incident: fact.data.incident, waiting: [] }));
    case 'storm.ended':
      return { ...storm, gales: storm.gales.filter((g) => g.head !== fact.data.head) };
  }
}

/** Whoever made it a storm no longer counts towards another. */
function began(storm: Storm, data: StormFacts['storm.began'], at: number): Storm {
  const { tie, head, severity, channel, incident, tied } = data;
  const gale = joined({ tie, head, severity, channel, incident, waiting: [], beganAt: at, lastAt: at, took: 0 }, data, at);
  return { ...storm, lately: storm.lately.filter((w) => !tied.includes(w.offer.group)), gales: [...storm.gales, gale] };
}

const joined = (gale: Gale, { count, waiting }: Took, at: number): Gale => ({
  ...gale,
  took: gale.took + count,
  lastAt: at,
  waiting: [...gale.waiting, ...waiting],
});

const galeOf = (storm: Storm, head: string, change: (gale: Gale) => Gale): Storm => ({
  ...storm,
  gales: storm.gales.map((g) => (g.head === head ? change(g) : g)),
});

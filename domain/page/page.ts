import type { About, Stop } from '../escalation/escalation.ts';
import type { Means } from '../people/person.ts';

/** One attempt chain to reach one person. Only a key press, reply or click is an ack. */
export interface Page {
  /** `<subject>.<cycle>.<step>.<person>`: there is never a second one for the same step and person. */
  readonly id: string;
  readonly person: string;
  readonly about: About;
  /** The escalation it belongs to. */
  readonly escalation: string;
  readonly state: PageState;
  readonly startedAt: number;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedVia: string | null;
  /** The person's rules as they were when it began, in order of time. */
  readonly rules: readonly { readonly afterMinutes: number; readonly by: Means }[];
  /** How many of the rules have been tried. */
  readonly tried: number;
  readonly attempts: readonly Attempt[];
}

export type PageState = 'queued' | 'sent' | 'delivered' | 'read' | 'acked' | 'failed' | 'stopped';

export interface Attempt {
  readonly by: Means;
  readonly state: 'queued' | 'sent' | 'delivered' | 'read' | 'failed';
  readonly at: number;
  readonly error?: string;
}

export interface PageFacts {
  'page.started': { person: string; about: About; escalation: string; rules: Page['rules'] };
  'page.tried': { attempt: number; by: Means };
  'page.sent': { attempt: number; by: Means; state: 'sent' | 'delivered'; repeated: boolean };
  'page.missed': { attempt: number; by: Means; error: string };
  'page.acked': { via: string };
  'page.stopped': Stop;
}
export interface PageEvents {
  'page.start': { person: string; about: About; escalation: string };
  'page.due': { rule: number };
  'page.stop': Stop;
}

type PageFact = { [K in keyof PageFacts]: { type: K; data: PageFacts[K]; at: number } }[keyof PageFacts];

export const isLive = (p: Page): boolean => p.state !== 'acked' && p.state !== 'stopped';

export function applyPage(state: Page | null, fact: PageFact, id: string): Page {
  if (fact.type === 'page.started') {
    return { id, ...fact.data, state: 'queued', startedAt: fact.at, acknowledgedAt: null, acknowledgedVia: null, tried: 0, attempts: [] };
  }
  if (!state) throw new Error(`page ${id}: ${fact.type} before page.started`);
  switch (fact.type) {
    case 'page.tried':
      return { ...state, tried: state.tried + 1, attempts: [...state.attempts, { by: fact.data.by, state: 'queued', at: fact.at }] };
    case 'page.sent':
      return withAttempt(state, fact.data.attempt, { by: fact.data.by, state: fact.data.state, at: fact.at });
    case 'page.missed':
      return withAttempt(state, fact.data.attempt, { by: fact.data.by, state: 'failed', at: fact.at, error: fact.data.error });
    case 'page.acked':
      return { ...state, state: 'acked', acknowledgedAt: fact.at, acknowledgedVia: fact.data.via };
    case 'page.stopped':
      return isLive(state) ? { ...state, state: 'stopped' } : state;
  }
}

const rank = ['failed', 'queued', 'sent', 'delivered', 'read'] as const;

/** The page is as far as its best attempt; it has failed when all of them have and none is to come. */
function withAttempt(page: Page, index: number, attempt: Attempt): Page {
  const attempts = page.attempts.map((a, i) => (i === index ? attempt : a));
  if (!isLive(page)) return { ...page, attempts };
  const best = Math.max(...attempts.map((a) => rank.indexOf(a.state)));
  const state = rank[page.tried < page.rules.length && best === 0 ? 1 : best] ?? 'queued';
  return { ...page, attempts, state };
}

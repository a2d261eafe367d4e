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
  /** How many of the rules have been tried; one by chat is an attempt in each chat. */
  readonly tried: number;
  readonly attempts: readonly Attempt[];
}

export type PageState = 'queued' | 'sent' | 'delivered' | 'read' | 'acked' | 'failed' | 'stopped';

export interface Attempt {
  readonly by: Means;
  /** Which chat, where it is one. */
  readonly chat?: string;
  readonly state: 'queued' | 'sent' | 'delivered' | 'read' | 'failed';
  readonly at: number;
  readonly error?: string;
}

export interface PageFacts {
  'page.started': { person: string; about: About; escalation: string; rules: Page['rules'] };
  /** `rule` is its place in the rules; null when all of them had failed and this is what else there is. */
  'page.tried': Try & { rule: number | null };
  'page.sent': Try & { state: 'sent' | 'delivered'; repeated: boolean };
  'page.missed': Try & { error: string };
  'page.acked': { via: string };
  'page.stopped': Stop;
}
interface Try {
  attempt: number;
  by: Means;
  chat?: string;
}
export interface PageEvents {
  /** Without `rules` the person's own. */
  'page.start': { person: string; about: About; escalation: string; rules?: Page['rules'] };
  'page.due': { rule: number };
  /** Somebody wants it tried once more, by all that was tried before. */
  'page.again': Record<string, never>;
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
      return {
        ...state,
        tried: Math.max(state.tried, (fact.data.rule ?? -1) + 1),
        attempts: [...state.attempts, attemptOf(fact.data, 'queued', fact.at)],
      };
    case 'page.sent':
      return withAttempt(state, fact.data.attempt, attemptOf(fact.data, fact.data.state, fact.at));
    case 'page.missed':
      return withAttempt(state, fact.data.attempt, { ...attemptOf(fact.data, 'failed', fact.at), error: fact.data.error });
    case 'page.acked':
      return { ...state, state: 'acked', acknowledgedAt: fact.at, acknowledgedVia: fact.data.via };
    case 'page.stopped':
      return isLive(state) ? { ...state, state: 'stopped' } : state;
  }
}

const attemptOf = ({ by, chat }: Try, state: Attempt['state'], at: number): Attempt => ({
  by,
  ...(chat === undefined ? {} : { chat }),
  state,
  at,
});

/** Whose page it is, from its id. Names may hold dots; subjects end before `.<cycle>.<step>.`. */
export const personOfPage = (id: string): string => /\.\d+\.-?\d+\.([^~]+)$/u.exec(id)?.[1] ?? id;

const rank = ['failed', 'queued', 'sent', 'delivered', 'read'] as const;

/** The page is as far as its best attempt; it has failed when all of them have and none is to come. */
function withAttempt(page: Page, index: number, attempt: Attempt): Page {
  const attempts = page.attempts.map((a, i) => (i === index ? attempt : a));
  if (!isLive(page)) return { ...page, attempts };
  const best = Math.max(...attempts.map((a) => rank.indexOf(a.state)));
  const state = rank[page.tried < page.rules.length && best === 0 ? 1 : best] ?? 'queued';
  return { ...page, attempts, state };
}

import type { About, Stop } from '../escalation/escalation.ts';
import type { Means } from '../people/person.ts';
import type { Report } from './report.ts';

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
  /** Whoever called them has been told that nothing reaches them. */
  readonly unreachable?: true;
}

export type PageState = 'queued' | 'sent' | 'delivered' | 'read' | 'acked' | 'failed' | 'stopped';

export const attemptStates = ['queued', 'sent', 'ringing', 'delivered', 'answered', 'read', 'acked', 'failed'] as const;

export interface Attempt {
  readonly by: Means;
  /** Which chat, where it is one. */
  readonly chat?: string;
  readonly state: (typeof attemptStates)[number];
  /** When it came to this state. */
  readonly at: number;
  /** Which carrier has it, and its own id there. */
  readonly carrier?: string;
  readonly ref?: string;
  /** The last of the carrier's numbered reports. */
  readonly seq?: number;
  /** The carrier says nothing more of it. */
  readonly over?: true;
  /** Why it failed, or what else is to be known: see `report.ts`. */
  readonly code?: string;
  /** In the outside's own words. */
  readonly raw?: string;
  readonly answeredBy?: 'human' | 'machine';
  /** An earlier call may have been made too. */
  readonly repeated?: true;
  /** What was stored instead of a code before there were codes. */
  readonly error?: string;
  /** It waits until then (UTC ms), to be borne, and goes out together with what else waits. */
  readonly until?: number;
  /** Attempts of other pages that went out with this one: one call, one key for all. */
  readonly also?: readonly Fellow[];
}

export interface Fellow {
  readonly page: string;
  readonly attempt: number;
}

export interface PageFacts {
  'page.started': { person: string; about: About; escalation: string; rules: Page['rules'] };
  /** `rule` is its place in the rules; null when all of them had failed and this is what else there is. */
  'page.tried': Try & { rule: number | null };
  'page.sent': Try & { state: 'sent' | 'delivered'; repeated: boolean; carrier?: string; ref?: string };
  /** A carrier has said how far it is: what of the attempt is other than before. */
  'page.moved': Try & Moved;
  /** `error` instead of a code is of facts from before there were codes. */
  'page.missed': Try & Noted;
  'page.held': { attempt: number; by: Means; until: number };
  'page.joined': { attempt: number; by: Means; also: readonly Fellow[] };
  /** All that could wake this person has been tried in vain: whoever called them need not wait. */
  'page.unreachable': { person: string; code: string };
  'page.acked': { via: string };
  'page.stopped': Stop;
}
/** What else of an attempt a fact says; what it does not say stays. */
export type Noted = {
  readonly [K in 'carrier' | 'ref' | 'seq' | 'over' | 'code' | 'raw' | 'error' | 'answeredBy']?: Attempt[K] | undefined;
};
type Moved = Pick<Attempt, 'state'> & Noted;
interface Try {
  attempt: number;
  by: Means;
  chat?: string;
}
export interface PageEvents {
  /** Without `rules` the person's own. */
  'page.start': { person: string; about: About; escalation: string; rules?: Page['rules'] };
  'page.due': { rule: number };
  /** Somebody wants it tried once more: by these means, else by all that was tried before. */
  'page.again': { by?: Means };
  'page.stop': Stop;
  /** An attempt waits, to be borne. */
  'page.hold': { attempt: number; by: Means; until: number };
  /** Attempts of other pages go out with one of this. */
  'page.join': { attempt: number; by: Means; also: readonly Fellow[] };
  /** No carrier may call this number now, or the one call for several came to nothing. */
  'page.refused': { attempt: number; by: Means; code: string; raw?: string | undefined };
  /** A carrier says how far a call or text is. */
  'page.reported': { attempt: number; carrier: string; report: Report };
  /** Nothing final has been heard of a call or text for a while; `looks`: how often the carrier was asked. */
  'page.unheard': { attempt: number; looks: number };
}

type PageFact = { [K in keyof PageFacts]: { type: K; data: PageFacts[K]; at: number } }[keyof PageFacts];

/** A page older than this is worth nothing any more. */
export const pageLivesMs = 3_600_000;

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
      return withAttempt(state, fact.data.attempt, (a) => handedOver(a, fact.data, fact.at));
    case 'page.moved':
      return withAttempt(state, fact.data.attempt, (a) => movedTo(a, fact.data, fact.at));
    case 'page.missed':
      return withAttempt(state, fact.data.attempt, (a) => movedTo(a, { ...fact.data, state: 'failed' }, fact.at));
    case 'page.held':
      return withAttempt(state, fact.data.attempt, (a) => ({ ...a, until: fact.data.until }));
    case 'page.joined':
      return withAttempt(state, fact.data.attempt, (a) => ({ ...a, also: fact.data.also }));
    case 'page.unreachable':
      return { ...state, unreachable: true };
    case 'page.acked':
      return ackedBy(state, fact.data.via, fact.at);
    case 'page.stopped':
      return isLive(state) ? { ...state, state: 'stopped' } : state;
  }
}

const attemptOf = ({ by, chat }: Pick<Try, 'by' | 'chat'>, state: Attempt['state'], at: number): Attempt => ({
  by,
  ...(chat === undefined ? {} : { chat }),
  state,
  at,
});

/** A carrier that rang before its own answer came is further already. */
function handedOver(before: Attempt, { state, repeated, carrier, ref }: PageFacts['page.sent'], at: number): Attempt {
  const isFurther = before.ref !== undefined && before.ref === ref;
  const to = { ...(carrier === undefined ? {} : { carrier }), ...(ref === undefined ? {} : { ref }), ...(repeated ? { repeated } : {}) };
  const also = before.also === undefined ? {} : { also: before.also };
  return isFurther ? { ...before, ...to } : { ...attemptOf(before, state, at), ...also, ...to };
}

function movedTo(before: Attempt, { state, carrier, ref, seq, over, code, raw, error, answeredBy }: Moved, at: number): Attempt {
  const said = Object.entries({ carrier, ref, seq, over, code, raw, error, answeredBy }).filter(([, value]) => value !== undefined);
  return { ...before, state, at, ...Object.fromEntries(said) };
}

/** The attempt that was answered is the last by that way, where it was one of them. */
function ackedBy(page: Page, via: string, at: number): Page {
  const answered = page.attempts.findLastIndex((a) => via === (a.by === 'chat' ? `chat:${a.chat ?? 'web'}` : a.by));
  const attempts = page.attempts.map((a, i): Attempt => (i === answered ? { ...a, state: 'acked', at } : a));
  return { ...page, attempts, state: 'acked', acknowledgedAt: at, acknowledgedVia: via };
}

/** Whose page it is, from its id. Names may hold dots; subjects end before `.<cycle>.<step>.`. */
export const personOfPage = (id: string): string => /\.\d+\.-?\d+\.([^~]+)$/u.exec(id)?.[1] ?? id;

const pageStates = {
  failed: 'failed',
  queued: 'queued',
  sent: 'sent',
  ringing: 'sent',
  delivered: 'delivered',
  answered: 'delivered',
  read: 'read',
  acked: 'read',
} as const;
const order: readonly Attempt['state'][] = ['failed', 'queued', 'sent', 'ringing', 'delivered', 'answered', 'read', 'acked'];

/** The page is as far as its best attempt; it has failed when all of them have and none is to come. */
function withAttempt(page: Page, index: number, change: (attempt: Attempt) => Attempt): Page {
  const attempts = page.attempts.map((a, i) => (i === index ? change(a) : a));
  if (!isLive(page)) return { ...page, attempts };
  const best = order[Math.max(...attempts.map((a) => order.indexOf(a.state)))] ?? 'queued';
  return { ...page, attempts, state: best === 'failed' && page.tried < page.rules.length ? 'queued' : pageStates[best] };
}

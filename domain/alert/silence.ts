import type { Labels } from './fingerprint.ts';
import { labelTest, matcherText, type Matcher } from './matcher.ts';

/** A stretch of quiet for what its matchers hit. Times are UTC milliseconds. */
export interface Silence {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly startsAt: number;
  readonly endsAt: number;
  readonly createdBy: string;
  readonly comment: string;
  readonly updatedAt: number;
}

export interface SilenceFacts {
  'silence.set': Omit<Silence, 'id' | 'updatedAt'>;
  'silence.expired': { by: string };
}
export interface SilenceEvents {
  /** Asked for through the Alertmanager API. */
  'silence.put': Omit<Silence, 'id' | 'updatedAt'>;
  'silence.expire': Record<string, never>;
  /** It begins or ends now: cards of the groups it hits are looked at again. */
  'silence.turned': { turn: 'begins' | 'ends' };
}

type SilenceFact = { [K in keyof SilenceFacts]: { type: K; data: SilenceFacts[K]; at: number } }[keyof SilenceFacts];

export function applySilence(state: Silence | null, fact: SilenceFact, id: string): Silence {
  if (fact.type === 'silence.set') return { ...fact.data, id, updatedAt: fact.at };
  if (!state) throw new Error(`silence ${id}: ${fact.type} before silence.set`);
  return { ...state, endsAt: Math.min(state.endsAt, fact.at), startsAt: Math.min(state.startsAt, fact.at), updatedAt: fact.at };
}

export function silenceState(s: Silence, now: number): 'pending' | 'active' | 'expired' {
  if (s.endsAt <= now) return 'expired';
  return s.startsAt > now ? 'pending' : 'active';
}

/** Compiles the active silences into one question: which of them hit these labels? Answers their ids. */
export function silencedBy(silences: readonly Silence[], now: number): (labels: Labels) => string[] {
  const active = silences.filter((s) => silenceState(s, now) === 'active').map((s) => ({ id: s.id, hits: labelTest(s.matchers) }));
  return (labels) => active.flatMap((s) => (s.hits(labels) ? [s.id] : []));
}

/** Whether an edit keeps the id (equal matchers, an untouched start once active, an end ahead); otherwise it is a new silence. */
export function keepsId(old: Silence, next: Pick<Silence, 'matchers' | 'startsAt' | 'endsAt'>, now: number): boolean {
  const said = (s: Pick<Silence, 'matchers'>): string => s.matchers.map(matcherText).join();
  if (said(old) !== said(next)) return false;
  const state = silenceState(old, now);
  if (state === 'expired') return false;
  return state === 'active' ? old.startsAt === next.startsAt && next.endsAt >= now : next.startsAt >= now;
}

/** Whether matchers hit even an alert that has none of their labels, and so far too much. */
export const hitsEverything = (matchers: readonly Matcher[]): boolean => labelTest(matchers)({});

/** Whether a silence can hit signals of a group at all: no matcher on a label the group shares says otherwise. */
export function groupTouched(s: Pick<Silence, 'matchers'>, groupLabels: Labels): boolean {
  return labelTest(s.matchers.filter((m) => groupLabels[m.name] !== undefined))(groupLabels);
}

import { fingerprint, type Labels } from './fingerprint.ts';
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
  /** Planned work; a silence where it is not given. */
  readonly kind?: 'maintenance';
  /** What the work is done on, where its matchers were made from that. */
  readonly system?: string;
  /** The end that people were last warned of, and how many alerts fired under it then. */
  readonly warned?: { readonly endsAt: number; readonly firing: number };
}

export interface SilenceFacts {
  'silence.set': Omit<Silence, 'id' | 'updatedAt' | 'warned'>;
  'silence.expired': { by: string };
  /** Somebody was told that it ends soon while alerts still fire under it. */
  'silence.warned': { endsAt: number; firing: number };
}
export interface SilenceEvents {
  /** Asked for through the Alertmanager API. */
  'silence.put': Omit<Silence, 'id' | 'updatedAt' | 'warned'>;
  'silence.expire': Record<string, never>;
  /** It begins or ends now: cards of the groups it hits are looked at again. */
  'silence.turned': { turn: 'begins' | 'ends' };
  /** It ends soon. */
  'silence.ending': { endsAt: number };
}

type SilenceFact = { [K in keyof SilenceFacts]: { type: K; data: SilenceFacts[K]; at: number } }[keyof SilenceFacts];

export function applySilence(state: Silence | null, fact: SilenceFact, id: string): Silence {
  if (fact.type === 'silence.set')
    return { ...fact.data, id, updatedAt: fact.at, ...(state?.warned === undefined ? {} : { warned: state.warned }) };
  if (!state) throw new Error(`silence ${id}: ${fact.type} before silence.set`);
  if (fact.type === 'silence.warned') return { ...state, warned: fact.data };
  return { ...state, endsAt: Math.min(state.endsAt, fact.at), startsAt: Math.min(state.startsAt, fact.at), updatedAt: fact.at };
}

export function silenceState(s: Silence, now: number): 'pending' | 'active' | 'expired' {
  if (s.endsAt <= now) return 'expired';
  return s.startsAt > now ? 'pending' : 'active';
}

const longestWarningMs = 10 * 60_000;

/** When people are warned of its end: ten minutes before, or a quarter of its length where that is less. */
export const warnAt = (s: Pick<Silence, 'startsAt' | 'endsAt'>): number =>
  s.endsAt - Math.round(Math.min(longestWarningMs, (s.endsAt - s.startsAt) / 4));

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

/** Equal for matchers that ask the same, in whatever order they were written. */
export const askedBy = (matchers: readonly Matcher[]): string => [...new Set(matchers.map(matcherText))].toSorted().join();

/** The id of a new silence. Asked for twice at once it is the same, so that no second one is made; after `last` has ended it is another. */
export function silenceId(matchers: readonly Matcher[], last: string | null): string {
  const asked = askedBy(matchers);
  const half = (salt: string): string => fingerprint({ asked, salt, ...(last === null ? {} : { last }) });
  const hex = half('a') + half('b');
  // Clients of the Alertmanager API expect the form of a UUID; version 8 is "made by rules of our own".
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Whether matchers hit even an alert that has none of their labels, and so far too much. */
export const hitsEverything = (matchers: readonly Matcher[]): boolean => labelTest(matchers)({});

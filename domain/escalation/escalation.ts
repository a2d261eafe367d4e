import type { Severity } from '../incident/severity.ts';
import { personOfPage } from '../page/page.ts';
import type { Policy } from './policy.ts';

/** The calling of people for one incident or alert group, step after step, until somebody acknowledges. */
export interface Escalation {
  /** The key of what it is for: `incident:INC-…` or `group:…`. */
  readonly id: string;
  readonly about: About;
  /** Pinned when it began; an edit of the policy does not change a running one. */
  readonly plan: Plan;
  readonly state: 'running' | 'acked' | 'stopped' | 'exhausted';
  /** The next step to fire. Loops are counted on over restarts, so that (cycle, step) never comes twice. */
  readonly cycle: number;
  readonly step: number;
  /** The last loop that may run. */
  readonly lastCycle: number;
  /** Pages started in this loop or before and not known to be over. */
  readonly pages: readonly string[];
  /** The step that is waited on now; null before the first has fired. */
  readonly waiting: Waiting | null;
  /** UTC ms at which the next step fires, or the word that nobody answered goes out; null when nothing is waited for. */
  readonly nextAt: number | null;
  readonly acked: { readonly person: string | null; readonly at: number } | null;
}

/** A step that has fired, and what came of it. */
export interface Waiting {
  readonly cycle: number;
  readonly step: number;
  /** UTC ms. */
  readonly at: number;
  readonly people: readonly string[];
  /** Who must still acknowledge before the calling ends; empty where one answer is enough. */
  readonly awaited: readonly string[];
  /** Those of them whom nothing reaches. */
  readonly unreached: readonly string[];
}

export interface About {
  readonly incident: string | null;
  readonly group: string | null;
  readonly title: string;
  readonly severity: Severity;
  /** Somebody tries whether they can be reached: nobody else is called. */
  readonly test?: true;
}

export interface Plan {
  readonly policy: string | null;
  readonly steps: Policy['steps'];
  /** How many more times the steps run after the first. */
  readonly repeat: number;
  readonly ackTimeoutMinutes: number | null;
  readonly lastResort: Policy['lastResort'] | null;
}

/** What a step did. `step` -1 is the last resort. */
export interface Stepped {
  step: number;
  cycle: number;
  people: readonly string[];
  pages: readonly string[];
  skipped: readonly number[];
  next: { step: number; cycle: number } | null;
  /** UTC ms. */
  nextAt: number;
  channels?: readonly string[];
  everyone?: boolean;
}

export interface EscalationFacts {
  'escalation.started': { about: About; plan: Plan };
  'escalation.stepped': Stepped;
  /** Nothing reaches this one of those called. */
  'escalation.unreached': { person: string };
  /** Somebody is called because calling had come to a standstill. */
  'escalation.shouted': { page: string };
  /** One of several who must all acknowledge has done so. */
  'escalation.confirmed': { person: string };
  'escalation.lapsed': Lapse;
  /** Called again at this time, whatever the policy says. */
  'escalation.snoozed': { until: number };
  /** Somebody would not wait: calling goes on from here. */
  'escalation.hurried': Pick<Escalation, 'cycle' | 'step' | 'lastCycle'>;
  'escalation.stopped': Stop;
  'escalation.exhausted': Record<string, never>;
}
export interface EscalationEvents {
  'escalation.start': { about: About; plan: Plan };
  'escalation.due': { step: number; cycle: number };
  /** Whose turn it is at a step that calls one of several. */
  'escalation.drawn': { step: number; cycle: number; person: string };
  /** None of this page's means reaches its person. */
  'escalation.unreachable': { page: string; person: string };
  'escalation.confirm': { person: string };
  /** The auditor found that nothing would follow by itself: in the escalation, or in one of its pages. */
  'escalation.unwatched': { page: string | null };
  'escalation.unconfirmed': Lapse;
  'escalation.snooze': { until: number };
  'escalation.hurry': Record<string, never>;
  'escalation.stop': Stop;
}

/** Why an acknowledgement does not count any more: its time is over, a snooze is, or somebody gave it back. */
export interface Lapse {
  because: 'timeout' | 'snooze' | 'hand';
}

/** Why calling ends: somebody took it on, it is resolved, or it is over for another reason (an incident took its place). */
export interface Stop {
  because: 'acked' | 'resolved' | 'over';
  person: string | null;
}

type EscalationFact = { [K in keyof EscalationFacts]: { type: K; data: EscalationFacts[K]; at: number } }[keyof EscalationFacts];

/** An escalation before its first step. `before` is an earlier one of the same id: its loops are counted on. */
export function begun(id: string, { about, plan }: { about: About; plan: Plan }, before: Escalation | null): Escalation {
  const idle = { waiting: null, nextAt: null, acked: null } as const;
  return { id, about, plan, state: 'running', ...fromTheTop(before, plan), pages: before?.pages ?? [], ...idle };
}

/** Where calling begins anew. */
export function fromTheTop(before: Pick<Escalation, 'cycle'> | null, plan: Plan): Pick<Escalation, 'cycle' | 'step' | 'lastCycle'> {
  const cycle = before ? before.cycle + 1 : 0;
  return { cycle, step: 0, lastCycle: cycle + plan.repeat };
}

export function applyEscalation(state: Escalation | null, fact: EscalationFact, id: string): Escalation {
  if (fact.type === 'escalation.started') return begun(id, fact.data, state);
  if (!state) throw new Error(`escalation ${id}: ${fact.type} before escalation.started`);
  switch (fact.type) {
    case 'escalation.stepped':
      return stepped(state, fact.data, fact.at);
    case 'escalation.unreached':
      return { ...state, waiting: state.waiting && { ...state.waiting, unreached: [...state.waiting.unreached, fact.data.person] } };
    case 'escalation.shouted':
      return { ...state, pages: [...new Set([...state.pages, fact.data.page])] };
    case 'escalation.confirmed':
      return {
        ...state,
        pages: state.pages.filter((page) => personOfPage(page) !== fact.data.person),
        waiting: state.waiting && { ...state.waiting, awaited: without(state.waiting.awaited, fact.data.person) },
      };
    case 'escalation.lapsed':
      return { ...state, state: 'running', ...fromTheTop(state, state.plan) };
    case 'escalation.snoozed':
      return { ...state, nextAt: fact.data.until };
    case 'escalation.hurried':
      return { ...state, state: 'running', ...fact.data };
    case 'escalation.stopped':
      return stopped(state, fact.data, fact.at);
    case 'escalation.exhausted':
      return { ...state, state: 'exhausted', nextAt: null };
  }
}

function stepped(state: Escalation, { step, cycle, people, pages, next, nextAt, everyone }: Stepped, at: number): Escalation {
  const waiting = { cycle, step, at, people, awaited: everyone ? people : [], unreached: [] };
  return {
    ...state,
    ...(next ?? { step: step + 1, cycle }),
    pages: [...new Set([...state.pages, ...pages])],
    waiting,
    nextAt,
    acked: null,
  };
}

function stopped(state: Escalation, { because, person }: Stop, at: number): Escalation {
  const isAcked = because === 'acked';
  return {
    ...state,
    state: isAcked ? 'acked' : 'stopped',
    pages: [],
    waiting: null,
    nextAt: isAcked && state.plan.ackTimeoutMinutes !== null ? at + state.plan.ackTimeoutMinutes * 60_000 : null,
    acked: isAcked ? { person, at } : null,
  };
}

const without = (people: readonly string[], person: string): readonly string[] => people.filter((p) => p !== person);

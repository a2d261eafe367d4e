import type { Severity } from '../incident/severity.ts';
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

export interface EscalationFacts {
  'escalation.started': { about: About; plan: Plan };
  'escalation.stepped': {
    step: number;
    cycle: number;
    people: readonly string[];
    pages: readonly string[];
    skipped: readonly number[];
    next: { step: number; cycle: number } | null;
  };
  'escalation.lapsed': Record<string, never>;
  /** Somebody would not wait: calling goes on from here. */
  'escalation.hurried': Pick<Escalation, 'cycle' | 'step' | 'lastCycle'>;
  'escalation.stopped': Stop;
  'escalation.exhausted': Record<string, never>;
}
export interface EscalationEvents {
  'escalation.start': { about: About; plan: Plan };
  'escalation.due': { step: number; cycle: number };
  'escalation.unconfirmed': Record<string, never>;
  'escalation.hurry': Record<string, never>;
  'escalation.stop': Stop;
}

/** Why calling ends: somebody took it on, it is resolved, or it is over for another reason (an incident took its place). */
export interface Stop {
  because: 'acked' | 'resolved' | 'over';
  person: string | null;
}

type EscalationFact = { [K in keyof EscalationFacts]: { type: K; data: EscalationFacts[K]; at: number } }[keyof EscalationFacts];

export function applyEscalation(state: Escalation | null, fact: EscalationFact, id: string): Escalation {
  if (fact.type === 'escalation.started')
    return {
      id,
      about: fact.data.about,
      plan: fact.data.plan,
      state: 'running',
      ...restart(state, fact.data.plan),
      pages: state?.pages ?? [],
    };
  if (!state) throw new Error(`escalation ${id}: ${fact.type} before escalation.started`);
  switch (fact.type) {
    case 'escalation.stepped':
      return {
        ...state,
        ...(fact.data.next ?? { step: fact.data.step + 1, cycle: fact.data.cycle }),
        pages: [...new Set([...state.pages, ...fact.data.pages])],
      };
    case 'escalation.lapsed':
      return { ...state, state: 'running', ...restart(state, state.plan) };
    case 'escalation.hurried':
      return { ...state, state: 'running', ...fact.data };
    case 'escalation.stopped':
      return { ...state, state: fact.data.because === 'acked' ? 'acked' : 'stopped', pages: [] };
    case 'escalation.exhausted':
      return { ...state, state: 'exhausted' };
  }
}

function restart(before: Escalation | null, plan: Plan): Pick<Escalation, 'cycle' | 'step' | 'lastCycle'> {
  const cycle = before ? before.cycle + 1 : 0;
  return { cycle, step: 0, lastCycle: cycle + plan.repeat };
}

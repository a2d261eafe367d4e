import type { Escalation, Plan } from './escalation.ts';

type Targets = Plan['steps'][number]['to'];

/** Who can be called right now. */
export interface Crew {
  /** The people of the targets, each once. */
  people(targets: Targets): readonly string[];
  /** The channels among them that there are. */
  channels(targets: Targets): readonly string[];
  /** Whom to call when a plan reaches nobody: never empty where anybody answers for the firm at all. */
  lastResort(plan: Plan): readonly string[];
}

export interface Step {
  readonly cycle: number;
  /** Index in the plan; -1 is the last resort. */
  readonly step: number;
  readonly people: readonly string[];
  readonly channels: readonly string[];
  /** Steps passed over because nobody was there. */
  readonly skipped: readonly number[];
  /** What follows, and after how many minutes; null when this was the end. */
  readonly next: { readonly cycle: number; readonly step: number; readonly afterMinutes: number } | null;
}

export interface Place {
  readonly cycle: number;
  readonly step: number;
  readonly lastCycle: number;
}

/** The first staffed step from `from` on. Steps that nobody staffs are skipped at once, never waited out.
 *  When nobody staffs any step that is left the last resort is called; null when there is none either. */
export function nextStep(plan: Plan, from: Place, crew: Crew): Step | null {
  const skipped: number[] = [];
  let place: Place | null = from;
  while (place && skipped.length < plan.steps.length) {
    const step = plan.steps[place.step];
    const people = step ? crew.people(step.to) : [];
    const channels = step ? crew.channels(step.to) : [];
    const after: Place | null = following(plan, place);
    if (step && (people.length > 0 || channels.length > 0)) {
      const next = after && { cycle: after.cycle, step: after.step, afterMinutes: step.delayMinutes };
      return { cycle: place.cycle, step: place.step, people, channels, skipped, next };
    }
    skipped.push(place.step);
    place = after;
  }
  const resort = crew.lastResort(plan);
  return resort.length > 0 ? { cycle: from.cycle, step: -1, people: resort, channels: [], skipped, next: null } : null;
}

/** Of several who take turns: the next by name after whom was called last. */
export function drawFrom(people: readonly string[], last: string | null): string | null {
  const sorted = people.toSorted();
  return sorted.find((person) => last !== null && person > last) ?? sorted[0] ?? null;
}

function following(plan: Plan, { cycle, step, lastCycle }: Place): Place | null {
  if (step + 1 < plan.steps.length) return { cycle, step: step + 1, lastCycle };
  return cycle < lastCycle ? { cycle: cycle + 1, step: 0, lastCycle } : null;
}

/** Where calling goes on for somebody who will not wait: at the step that comes next, or from the top when all have been gone through. */
export function hurriedPlace({ plan, state, cycle, step, lastCycle }: Escalation): Place {
  const isLeft = state !== 'exhausted' && step >= 0 && step < plan.steps.length && cycle <= lastCycle;
  return isLeft ? { cycle, step, lastCycle } : { cycle: cycle + 1, step: 0, lastCycle: cycle + 1 + plan.repeat };
}

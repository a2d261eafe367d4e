import type { Escalation, Plan } from './escalation.ts';

/** Who a step's targets are right now. */
export type Staff = (targets: Plan['steps'][number]['to']) => readonly string[];

export interface Step {
  readonly cycle: number;
  /** Index in the plan; -1 is the last resort. */
  readonly step: number;
  readonly people: readonly string[];
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
export function nextStep(plan: Plan, from: Place, staff: Staff): Step | null {
  const skipped: number[] = [];
  let place: Place | null = from;
  while (place && skipped.length < plan.steps.length) {
    const step = plan.steps[place.step];
    const people = step ? [...new Set(staff(step.to))] : [];
    const after: Place | null = following(plan, place);
    if (step && people.length > 0) {
      const next = after && { cycle: after.cycle, step: after.step, afterMinutes: step.delayMinutes };
      return { cycle: place.cycle, step: place.step, people, skipped, next };
    }
    skipped.push(place.step);
    place = after;
  }
  return lastResort(plan, from.cycle, skipped, staff);
}

function following(plan: Plan, { cycle, step, lastCycle }: Place): Place | null {
  if (step + 1 < plan.steps.length) return { cycle, step: step + 1, lastCycle };
  return cycle < lastCycle ? { cycle: cycle + 1, step: 0, lastCycle } : null;
}

/** Stands in for steps without people, not for people who do not answer: after a last step that paged somebody nothing follows. */
function lastResort(plan: Plan, cycle: number, skipped: readonly number[], staff: Staff): Step | null {
  const people = plan.lastResort ? staff([plan.lastResort]) : [];
  return people.length > 0 ? { cycle, step: -1, people, skipped, next: null } : null;
}

/** Where calling goes on for somebody who will not wait: at the step that comes next, or from the top when all have been gone through. */
export function hurriedPlace({ plan, state, cycle, step, lastCycle }: Escalation): Place {
  const isLeft = state !== 'exhausted' && step >= 0 && step < plan.steps.length && cycle <= lastCycle;
  return isLeft ? { cycle, step, lastCycle } : { cycle: cycle + 1, step: 0, lastCycle: cycle + 1 + plan.repeat };
}

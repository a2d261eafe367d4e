import type { Resources } from '../resource/resource.ts';
import type { Escalation } from './escalation.ts';
import { nextStep, type Place } from './next-step.ts';
import { crewOf } from './staff.ts';

/** The next that an escalation does by itself. */
export interface Ahead {
  /** UTC ms. */
  readonly at: number;
  /** Whom it would call as it is planned for then; nobody: it says that nobody answered. */
  readonly people: readonly string[];
  /** Because it is still open after somebody answered. */
  readonly again: boolean;
}

/** Null: nothing is waited for. */
export function aheadOf(e: Escalation, resources: Resources): Ahead | null {
  if (e.nextAt === null) return null;
  const again = e.state === 'acked';
  const place = again ? { cycle: e.cycle + 1, step: 0, lastCycle: e.cycle + 1 } : placeAhead(e);
  const next = place && nextStep(e.plan, place, crewOf(resources, e.nextAt));
  return { at: e.nextAt, people: next?.people ?? [], again };
}

/** Null after the last step, and after the last resort, which no step follows. */
function placeAhead(e: Escalation): Place | null {
  const isOver = e.waiting?.step === -1 || e.step >= e.plan.steps.length || e.cycle > e.lastCycle;
  return isOver ? null : e;
}

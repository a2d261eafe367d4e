import type { Incident, SkillCalls } from '../../api.d.ts';

/** What is to be done next to an incident, by somebody. */
export type NextStep = 'ack' | 'command' | 'mitigate' | 'resolve' | 'close' | 'reopen';

/** One thing at a time: hear it, lead it, stop the harm, end it, put it away. Whoever is nobody here cannot lead. */
export function nextStepOf(incident: Pick<Incident, 'progress' | 'roles'>, me: string | null): NextStep {
  switch (incident.progress) {
    case 'open':
      return 'ack';
    case 'acknowledged':
      return incident.roles.commander === undefined && me !== null ? 'command' : 'mitigate';
    case 'mitigated':
      return 'resolve';
    case 'resolved':
      return 'close';
    case 'closed':
      return 'reopen';
  }
}

export const skillOf = {
  ack: 'incident/ack',
  command: 'incident/assign',
  mitigate: 'incident/mitigate',
  resolve: 'incident/resolve',
  close: 'incident/close',
  reopen: 'incident/reopen',
} as const satisfies Record<NextStep, keyof SkillCalls>;

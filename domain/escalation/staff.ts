import { onCallAt } from '../oncall/on-call.ts';
import type { Resources } from '../resource/resource.ts';
import type { Plan } from './escalation.ts';
import { aimOf, type Aim, type Policy } from './policy.ts';

/** Who the targets are at an instant, each once. A team is who is on call for it, or everybody in it when it has no schedule. */
export function peopleOf(targets: Plan['steps'][number]['to'], resources: Resources, at: number): string[] {
  return [...new Set(targets.flatMap((t) => peopleFor(aimOf(t), resources, at)))].filter((p) => resources.get('person', p) !== undefined);
}

function peopleFor({ kind, name }: Aim, resources: Resources, at: number): readonly string[] {
  if (kind === 'person') return [name];
  if (kind === 'schedule') return onSchedule(name, resources, at);
  if (kind === 'channel') return [];
  const team = resources.get('team', name)?.spec;
  if (!team) return [];
  return team.schedule ? onSchedule(team.schedule, resources, at) : team.people;
}

const onSchedule = (name: string, resources: Resources, at: number): string[] => {
  const schedule = resources.get('schedule', name)?.spec;
  return schedule ? onCallAt(schedule, at).map((o) => o.person) : [];
};

/** The plan of a policy as it is now; a running escalation keeps it. */
export function planOf(name: string, policy: Policy): Plan {
  return {
    policy: name,
    steps: policy.steps,
    repeat: policy.repeat,
    ackTimeoutMinutes: policy.ackTimeoutMinutes ?? null,
    lastResort: policy.lastResort ?? null,
  };
}

/** Calls the named people once, all at the same time. */
export const planFor = (people: readonly string[]): Plan => ({
  policy: null,
  steps: [{ to: people.map((person) => ({ person })), delayMinutes: 5 }],
  repeat: 0,
  ackTimeoutMinutes: null,
  lastResort: null,
});

import { onCallAt } from '../oncall/on-call.ts';
import type { Role } from '../people/person.ts';
import type { Resources } from '../resource/resource.ts';
import type { Plan } from './escalation.ts';
import type { Crew } from './next-step.ts';
import { aimOf, layerOf, type Aim, type Policy } from './policy.ts';

type Targets = Plan['steps'][number]['to'];

/** Who can be called at an instant, by what is configured. */
export const crewOf = (resources: Resources, at: number): Crew => ({
  people: (targets) => peopleOf(targets, resources, at),
  channels: (targets) => channelsOf(targets, resources),
  lastResort: (plan) => lastResortOf(plan, resources, at),
});

/** Who the targets are at an instant, each once. A team is who is on call for it, or everybody in it when it has no schedule. */
export function peopleOf(targets: Targets, resources: Resources, at: number): string[] {
  return [...new Set(targets.flatMap((t) => peopleFor(aimOf(t), resources, at)))].filter((p) => resources.get('person', p) !== undefined);
}

function peopleFor({ kind, name }: Aim, resources: Resources, at: number): readonly string[] {
  if (kind === 'person') return [name];
  if (kind === 'schedule') return onSchedule(name, resources, at);
  if (kind === 'rotation') return inRotation(name, resources, at);
  if (kind === 'channel') return [];
  const team = resources.get('team', name)?.spec;
  if (!team) return [];
  return team.schedule ? onSchedule(team.schedule, resources, at) : team.people;
}

const onSchedule = (name: string, resources: Resources, at: number): string[] => {
  const schedule = resources.get('schedule', name)?.spec;
  return schedule ? onCallAt(schedule, at).map((o) => o.person) : [];
};

/** One layer as if it were the only one. Who stands in for somebody stands in here too; who only joins does not. */
function inRotation(name: string, resources: Resources, at: number): string[] {
  const { schedule, layer } = layerOf(name);
  const spec = resources.get('schedule', schedule)?.spec;
  const layers = spec?.layers.filter((l) => l.name === layer) ?? [];
  if (!spec || layers.length === 0) return [];
  const overrides = spec.overrides.filter((o) => o.remove !== undefined);
  return onCallAt({ ...spec, layers, overrides }, at).map((o) => o.person);
}

function channelsOf(targets: Targets, resources: Resources): string[] {
  const names = targets.map(aimOf).flatMap(({ kind, name }) => (kind === 'channel' ? [name] : []));
  return [...new Set(names)].filter((name) => resources.get('channel', name) !== undefined);
}

/** Whoever answers for the shift, else for Tocsin. */
const inCharge: readonly Role[] = ['duty-manager', 'admin'];

/** The policy's own last resort, else the firm's, else all duty managers, else all admins: an incident with nobody at all is the worst. */
function lastResortOf(plan: Plan, resources: Resources, at: number): readonly string[] {
  const named = [plan.lastResort, resources.all('firm')[0]?.spec.lastResort].map((t) => (t ? peopleOf([t], resources, at) : []));
  const roles = inCharge.map((role) =>
    resources
      .all('person')
      .filter((p) => p.spec.roles.includes(role))
      .map((p) => p.name),
  );
  return [...named, ...roles].find((people) => people.length > 0) ?? [];
}

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

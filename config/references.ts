import { layerOf, type Target } from '../domain/escalation/policy.ts';
import type { Route } from '../domain/alert/route.ts';
import type { Schedule, Shift } from '../domain/oncall/schedule.ts';
import type { Kind, Specs } from '../domain/resource/kinds.ts';
import type { Resource } from '../domain/resource/resource.ts';
import type { Path } from './config-error.ts';

/** A place in a spec that names another resource. */
export interface Reference {
  readonly path: Path;
  readonly kind: Kind;
  readonly name: string;
}

const one = (kind: Kind, path: Path, name: string | null | undefined): Reference[] =>
  name === null || name === undefined ? [] : [{ kind, path, name }];
const many = (kind: Kind, path: Path, names: readonly string[] = []): Reference[] =>
  names.map((name, i) => ({ kind, path: [...path, i], name }));

/** A kind that names nothing else is left out. */
const inSpec: { readonly [K in Kind]?: (spec: Specs[K]) => Reference[] } = {
  team: (t) => [
    ...many('person', ['people'], t.people),
    ...one('schedule', ['schedule'], t.schedule),
    ...one('channel', ['channel'], t.channel),
  ],
  schedule: inSchedule,
  'escalation-policy': (p) => [
    ...p.steps.flatMap((step, i) => step.to.flatMap((target, j) => inTarget(target, ['steps', i, 'to', j]))),
    ...(p.lastResort ? inTarget(p.lastResort, ['lastResort']) : []),
  ],
  firm: (f) => (f.lastResort ? inTarget(f.lastResort, ['lastResort']) : []),
  route: (r) => inRoute(r, []),
  system: (s) => [
    ...one('escalation-policy', ['policy'], s.policy),
    ...one('team', ['team'], s.team),
    ...many('system', ['dependsOn'], s.dependsOn),
  ],
};

/** Every name of another resource in a spec, with its path inside the spec. */
export function referencesOf(resource: Resource): Reference[] {
  const find = inSpec[resource.kind] as ((spec: Resource['spec']) => Reference[]) | undefined;
  return find?.(resource.spec) ?? [];
}

function inSchedule(s: Schedule): Reference[] {
  const layers = s.layers.flatMap((layer, i) => [
    ...inGroups(layer.rotation?.people ?? [], ['layers', i, 'rotation', 'people']),
    ...many('person', ['layers', i, 'people'], layer.people),
    ...Object.entries(layer.who ?? {}).flatMap(([text, name]) => one('person', ['layers', i, 'who', text], name)),
    ...(layer.shifts ?? []).flatMap((each, j) => inShift(each, ['layers', i, 'shifts', j])),
  ]);
  const overrides = s.overrides.flatMap((o, i) => [
    ...one('person', ['overrides', i, 'add'], o.add),
    ...one('person', ['overrides', i, 'remove'], o.remove),
  ]);
  const temporary = s.temporary.flatMap((t, i) => t.shifts.flatMap((each, j) => inShift(each, ['temporary', i, 'shifts', j])));
  return [...layers, ...overrides, ...temporary];
}

function inShift(shift: Shift, path: Path): Reference[] {
  return [...one('person', [...path, 'person'], shift.person), ...many('person', [...path, 'people'], shift.people)];
}

function inGroups(groups: readonly (string | readonly string[])[], path: Path): Reference[] {
  return groups.flatMap((group, i) =>
    typeof group === 'string' ? one('person', [...path, i], group) : many('person', [...path, i], group),
  );
}

function inTarget(target: Target, path: Path): Reference[] {
  const named = (['person', 'schedule', 'team', 'channel'] as const).flatMap((kind) => one(kind, [...path, kind], target[kind]));
  return target.rotation === undefined ? named : [...named, ...one('schedule', [...path, 'rotation'], layerOf(target.rotation).schedule)];
}

function inRoute(route: Route, path: Path): Reference[] {
  return [
    ...one('escalation-policy', [...path, 'policy'], route.policy),
    ...one('channel', [...path, 'channel'], route.channel),
    ...many('time-interval', [...path, 'muteIn'], route.muteIn),
    ...many('time-interval', [...path, 'activeIn'], route.activeIn),
    ...(route.routes ?? []).flatMap((child, i) => inRoute(child, [...path, 'routes', i])),
  ];
}

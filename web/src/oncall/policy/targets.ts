import { useDesk } from '../../desk.ts';
import { useKept } from '../build/use-written.ts';
import type { ScheduleSpec } from '../build/spec.ts';
import { targetKinds, type Target, type TargetKind } from './draft.ts';

export type Choice = { value: string; label: string };
type Named = { displayName?: string };

export const kindOf = (target: Target): TargetKind => targetKinds.find((kind) => target[kind] !== undefined) ?? 'person';
/** A target as one text: `schedule:payments`. */
export const valueOf = (target: Target): string => `${kindOf(target)}:${target[kindOf(target)] ?? ''}`;
export function targetOf(value: string): Target {
  const at = value.indexOf(':');
  return { [value.slice(0, at)]: value.slice(at + 1) };
}

/** Everything that a step can call, by kind. */
export function useTargets(): Record<TargetKind, Choice[]> {
  const { session } = useDesk();
  const schedules = useKept<ScheduleSpec>('schedule').value.value?.resources ?? [];
  const teams = useKept<Named>('team').value.value?.resources ?? [];
  const channels = useKept<Named>('channel').value.value?.resources ?? [];
  const named = (kind: TargetKind, of: readonly { name: string; spec: Named }[]): Choice[] =>
    of.map(({ name, spec }) => ({ value: `${kind}:${name}`, label: spec.displayName ?? name }));
  return {
    schedule: named('schedule', schedules),
    rotation: schedules.flatMap(({ name, spec }) =>
      spec.layers.flatMap((layer) =>
        layer.name === undefined ? [] : [{ value: `rotation:${name}/${layer.name}`, label: `${spec.displayName ?? name} / ${layer.name}` }],
      ),
    ),
    team: named('team', teams),
    person: (session.me.value?.people ?? []).map(({ name, displayName }) => ({ value: `person:${name}`, label: displayName })),
    channel: named('channel', channels),
  };
}

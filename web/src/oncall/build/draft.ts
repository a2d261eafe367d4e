import type { Hours, Layer, Rotation, ScheduleSpec, Shift } from './spec.ts';

export type Source = 'rotation' | 'people' | 'shifts' | 'ics';

/** A layer while it is typed: every source keeps what was typed in it, the chosen one counts. */
export type LayerDraft = {
  key: number;
  name: string;
  source: Source;
  rotation: Rotation;
  people: string[];
  shifts: Shift[];
  hours: Hours[];
  override: boolean;
  /** On call together with the layer above it; false: only where those above leave it. */
  isLevel: boolean;
  written: Layer;
};

/** A schedule while it is typed, its strongest layer first. */
export type Draft = { name: string; displayName: string; zone: string; layers: LayerDraft[]; written: ScheduleSpec };

/** What is new begins with a weekly rotation from this Monday at nine. */
export function layerDraft(layer: Layer, monday: string): LayerDraft {
  return {
    key: Math.random(),
    name: layer.name ?? '',
    source: layer.people ? 'people' : layer.shifts ? 'shifts' : layer.ics === undefined ? 'rotation' : 'ics',
    rotation: layer.rotation ?? { start: `${monday}T09:00`, unit: 'week', length: 1, people: [] },
    people: layer.people ?? [],
    shifts: layer.shifts ?? [],
    hours: layer.hours ?? [],
    override: layer.override ?? false,
    isLevel: false,
    written: layer,
  };
}

const rank = (layer: Layer): number => (layer.priority ?? 0) + (layer.override ? 10_000 : 0);

export function draftOf(name: string, spec: ScheduleSpec, { zone, monday }: { zone: string; monday: string }): Draft {
  const layers = spec.layers.toSorted((a, b) => rank(b) - rank(a));
  return {
    name,
    displayName: spec.displayName ?? '',
    zone: spec.zone ?? zone,
    layers: layers.map((layer, i) => {
      const above = layers[i - 1];
      return { ...layerDraft(layer, monday), isLevel: above !== undefined && rank(above) === rank(layer) };
    }),
    written: spec,
  };
}

export function specOf(draft: Draft): ScheduleSpec {
  const { displayName: _, ...rest } = draft.written;
  const displayName = draft.displayName.trim();
  const levels = levelsOf(draft.layers);
  return {
    ...rest,
    ...(displayName === '' ? {} : { displayName }),
    zone: draft.zone,
    layers: draft.layers.map((layer, i) => layerOf(layer, levels[i] as number)),
  };
}

/** The lowest is 0, and each that does not stand beside the one above it is one lower. */
function levelsOf(layers: readonly LayerDraft[]): number[] {
  const steps = layers.map((layer, i) => (i > 0 && !layer.isLevel ? 1 : 0));
  const total = steps.reduce<number>((sum, step) => sum + step, 0);
  let gone = 0;
  return steps.map((step) => total - (gone += step));
}

function layerOf(draft: LayerDraft, priority: number): Layer {
  const { name: _n, priority: _p, override: _o, rotation: _r, people: _w, shifts: _s, hours: _h, ics, ...rest } = draft.written;
  const name = draft.name.trim();
  const source: Layer =
    draft.source === 'rotation'
      ? { rotation: rotationOf(draft.rotation) }
      : draft.source === 'people'
        ? { people: draft.people }
        : draft.source === 'shifts'
          ? { shifts: draft.shifts }
          : { ...(ics === undefined ? {} : { ics }), people: draft.people };
  return {
    ...rest,
    ...(name === '' ? {} : { name }),
    priority,
    ...(draft.override ? { override: true } : {}),
    ...source,
    ...(draft.hours.length > 0 ? { hours: draft.hours } : {}),
  };
}

/** One alone is written by name, several as a group. */
function rotationOf({ people, ...rotation }: Rotation): Rotation {
  return { ...rotation, people: people.map((turn) => (Array.isArray(turn) && turn.length === 1 ? (turn[0] as string) : turn)) };
}

/** A change of one layer. */
export const withLayer = (draft: Draft, key: number, change: Partial<LayerDraft>): Draft => ({
  ...draft,
  layers: draft.layers.map((layer) => (layer.key === key ? { ...layer, ...change } : layer)),
});

import type { Signal } from '@preact/signals';
import type { Issue } from '../../../api.d.ts';
import { zoneTime } from '../zone-time.ts';
import { isZone, type Faults } from './check.ts';
import { layerDraft, withLayer, type Draft } from './draft.ts';
import { Note } from './field.tsx';
import { LayerCard } from './layer-card.tsx';
import { NameFields } from './name-fields.tsx';
import { moved, useOrdering } from './order.ts';
import { useTell } from './words.ts';
import { ZoneField } from './zone-field.tsx';

type Props = {
  draft: Signal<Draft>;
  faults: Faults;
  /** What the server says of what the form lets through, by path in the spec. */
  issues: Issue[];
  /** Nothing is called wrong before somebody has tried to save it. */
  isStrict: boolean;
  isNew: boolean;
  monday: string;
};

/** A schedule as fields, the strongest layer on top. */
export function ScheduleForm({ draft, faults, issues, isStrict, isNew, monday }: Props) {
  const tell = useTell();
  const { value } = draft;
  const put = (change: Partial<Draft>) => (draft.value = { ...draft.peek(), ...change });
  const said = (path: string): string | undefined => {
    const fault = faults.get(path);
    return fault && (isStrict || path.endsWith('.start')) ? tell(fault) : undefined;
  };
  const handle = useOrdering(value.layers.length, (from, to) => put({ layers: moved(draft.peek().layers, from, to) }));
  const time = zoneTime(isZone(value.zone) ? value.zone : 'UTC');
  return (
    <>
      <HeadFields draft={draft} said={said} isNew={isNew} />
      <h2>{tell('layers')}</h2>
      <p class="hint">{tell('layersHint')}</p>
      <ol class="layer-list" data-ordered>
        {value.layers.map((layer, i) => (
          <LayerCard
            key={layer.key}
            layer={layer}
            place={i}
            count={value.layers.length}
            time={time}
            handle={handle(i)}
            problem={(field) => said(`${layer.key}.${field}`) ?? issueAt(issues, i, field)}
            onChange={(change) => (draft.value = withLayer(draft.peek(), layer.key, change))}
            onDrop={() => put({ layers: value.layers.filter(({ key }) => key !== layer.key) })}
          />
        ))}
      </ol>
      <p>
        <button type="button" class="button" onClick={() => put({ layers: [...value.layers, layerDraft({}, monday)] })}>
          {tell('addLayer')}
        </button>
      </p>
      <Note problem={said('layers')} />
    </>
  );
}

const fields: Record<string, RegExp> = { people: /people/u, start: /start/u, length: /length/u };

/** An error of the server at the field it is about. */
function issueAt(issues: readonly Issue[], i: number, field: string): string | undefined {
  const own = issues.filter(({ path }) => path.startsWith(`layers.${i}`));
  return own.find(({ path }) => fields[field]?.test(path) ?? path.endsWith(field))?.message;
}

function HeadFields({ draft, said, isNew }: { draft: Signal<Draft>; said: (path: string) => string | undefined; isNew: boolean }) {
  const tell = useTell();
  const { name, displayName, zone } = draft.value;
  const put = (change: Partial<Draft>) => (draft.value = { ...draft.peek(), ...change });
  return (
    <div class="panel name-fields">
      <NameFields {...{ name, displayName, isNew }} hint={tell('displayNameHint')} problem={said('name')} onChange={put} />
      <ZoneField zone={zone} problem={said('zone')} onChange={(next) => put({ zone: next })} />
    </div>
  );
}

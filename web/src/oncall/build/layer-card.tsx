import { Choice } from '../../forms/choice.tsx';
import type { ZoneTime } from '../zone-time.ts';
import type { LayerDraft, Source } from './draft.ts';
import { DragHandle, DropButton } from './drop-button.tsx';
import { Field } from './field.tsx';
import { HoursFields } from './hours-fields.tsx';
import { PeoplePicker } from './people-picker.tsx';
import { RotationFields } from './rotation-fields.tsx';
import { ShiftFields } from './shift-fields.tsx';
import { useTell } from './words.ts';

type Handle = Record<string, unknown>;
type Props = {
  layer: LayerDraft;
  place: number;
  count: number;
  time: ZoneTime;
  handle: Handle;
  /** What is wrong with a field of this layer, in words. */
  problem: (field: string) => string | undefined;
  onChange: (change: Partial<LayerDraft>) => void;
  onDrop: () => void;
};

/** One layer: who, when, and over whom. */
export function LayerCard({ layer, place, count, time, handle, problem, onChange, onDrop }: Props) {
  const tell = useTell();
  const name = layer.name.trim() || tell('layerNumber', place + 1);
  return (
    <li class="layer-card panel" data-order={place} data-testid={`layer-${place + 1}`} aria-label={name}>
      <LayerHead {...{ layer, name, place, handle, onChange, onDrop }} />
      <Rank layer={layer} place={place} count={count} onChange={onChange} />
      {layer.source === 'ics' ? <p class="hint">{tell('icsLayer')}</p> : <SourceChoice layer={layer} onChange={onChange} />}
      <SourceFields {...{ layer, time, problem, onChange }} />
      <HoursFields hours={layer.hours} problem={problem} onChange={(hours) => onChange({ hours })} />
    </li>
  );
}

type HeadProps = Pick<Props, 'layer' | 'place' | 'handle' | 'onChange' | 'onDrop'> & { name: string };

function LayerHead({ layer, name, place, handle, onChange, onDrop }: HeadProps) {
  const tell = useTell();
  return (
    <header class="layer-head">
      <DragHandle label={tell('moveLayer', name)} handle={handle} />
      <input
        class="layer-name"
        aria-label={tell('layerName')}
        placeholder={tell('layerNumber', place + 1)}
        maxLength={100}
        value={layer.name}
        onInput={(e) => onChange({ name: e.currentTarget.value })}
      />
      <DropButton label={tell('dropLayer', name)} onDrop={onDrop} />
    </header>
  );
}

function SourceChoice({ layer, onChange }: Pick<Props, 'layer' | 'onChange'>) {
  const tell = useTell();
  const options: [Source, string][] = [
    ['rotation', tell('sourceRotation')],
    ['people', tell('sourcePeople')],
    ['shifts', tell('sourceShifts')],
  ];
  return <Choice legend={tell('source')} options={options} value={layer.source} onChange={(source) => onChange({ source })} />;
}

function SourceFields({ layer, time, problem, onChange }: Pick<Props, 'layer' | 'time' | 'problem' | 'onChange'>) {
  const tell = useTell();
  if (layer.source === 'ics') return null;
  if (layer.source === 'rotation')
    return (
      <RotationFields rotation={layer.rotation} hours={layer.hours} problem={problem} onChange={(rotation) => onChange({ rotation })} />
    );
  if (layer.source === 'shifts')
    return <ShiftFields shifts={layer.shifts} time={time} problem={problem} onChange={(shifts) => onChange({ shifts })} />;
  return (
    <Field label={tell('always')} hint={tell('alwaysHint')} problem={problem('people')}>
      {() => <PeoplePicker people={layer.people} label={tell('always')} onChange={(people) => onChange({ people })} />}
    </Field>
  );
}

/** Its priority, in words. */
function Rank({ layer, place, count, onChange }: Pick<Props, 'layer' | 'place' | 'count' | 'onChange'>) {
  const tell = useTell();
  return (
    <div class="layer-rank">
      <p class="hint">
        {layer.override
          ? tell('rankOverride')
          : layer.isLevel
            ? tell('rankLevel')
            : count === 1
              ? tell('rankOnly')
              : tell(place === 0 ? 'rankFirst' : 'rankBelow')}
      </p>
      {place > 0 && (
        <label class="check">
          <input type="checkbox" checked={layer.isLevel} onChange={(e) => onChange({ isLevel: e.currentTarget.checked })} />
          {tell('together')}
        </label>
      )}
    </div>
  );
}

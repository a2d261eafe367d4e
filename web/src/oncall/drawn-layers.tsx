import { placed } from './build/place.ts';
import { byStrength, finalBars, layerBars, type Bar, type Calendar, type Span } from './calendar.ts';
import type { Scale } from './timeline.tsx';
import { TurnRow } from './turn-row.tsx';
import { useTell } from './words.ts';

/** Who is on call in the end. */
export function FinalRow({ calendar, scale }: { calendar: Calendar; scale: Scale }) {
  const tell = useTell();
  return (
    <TurnRow
      label={tell('finally')}
      name={tell('finally')}
      bars={finalBars(calendar, scale.span)}
      scale={scale}
      isFinal
      testId="final-row"
    />
  );
}

type LayerProps = { calendar: Calendar; scale: Scale; beaten: readonly Span[]; onOpen?: (bar: Bar) => void };

/** Each layer by itself, the strongest first: what another beats is faint. */
export function LayerRows({ calendar: { layers }, scale, beaten, onOpen }: LayerProps) {
  const tell = useTell();
  return (
    <>
      {placed(byStrength(layers)).map(({ entry: layer, place }) => (
        <TurnRow
          key={place}
          label={layer.name ?? tell('layerNumber', place + 1)}
          name={layer.name ?? tell('layerNumber', place + 1)}
          note={layer.override && <span class="hint">{tell('beatsAll')}</span>}
          bars={layerBars(layer, layers, { within: scale.span, beaten })}
          scale={scale}
          onOpen={onOpen}
          testId={`layer-row-${place + 1}`}
        />
      ))}
    </>
  );
}

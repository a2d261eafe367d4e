import { DragHandle, DropButton } from '../build/drop-button.tsx';
import { Field, Note } from '../build/field.tsx';
import type { Answering, StepDraft } from './draft.ts';
import { TargetPicker } from './target-picker.tsx';
import { useTell } from './words.ts';

type Props = {
  step: StepDraft;
  place: number;
  isLast: boolean;
  handle: Record<string, unknown>;
  problem: (field: string) => string | undefined;
  onChange: (change: Partial<StepDraft>) => void;
  onDrop: () => void;
};

const answerings: Answering[] = ['any', 'roundRobin', 'everyone'];

/** One rung of the ladder: whom it calls, who of them must answer, and how long it waits. */
export function StepCard({ step, place, isLast, handle, problem, onChange, onDrop }: Props) {
  const tell = useTell();
  return (
    <li class="layer-card panel" data-order={place} data-testid={`step-${place + 1}`} aria-label={tell('step', place + 1)}>
      <header class="layer-head">
        <DragHandle label={tell('moveStep', place + 1)} handle={handle} />
        <h3 class="step-name">{tell(place === 0 ? 'stepFirst' : 'step', place + 1)}</h3>
        <DropButton label={tell('dropStep', place + 1)} onDrop={onDrop} />
      </header>
      <div class="field">
        <p class="field-name">{tell('to')}</p>
        <TargetPicker targets={step.to} label={tell('addTo', place + 1)} onChange={(to) => onChange({ to })} />
        <Note problem={problem('to')} />
      </div>
      <div class="field-row pair">
        <Field label={tell('answering')}>
          {(given) => (
            <select {...given} value={step.answering} onChange={(e) => onChange({ answering: e.currentTarget.value as Answering })}>
              {answerings.map((each) => (
                <option key={each} value={each}>
                  {tell(`answering-${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={tell(isLast ? 'delayLast' : 'delay')} problem={problem('delay')}>
          {(given) => <MinutesInput given={given} minutes={step.delayMinutes} onChange={(delayMinutes) => onChange({ delayMinutes })} />}
        </Field>
      </div>
    </li>
  );
}

export function MinutesInput({ given, minutes, onChange }: { given: object; minutes: number; onChange: (minutes: number) => void }) {
  const tell = useTell();
  return (
    <span class="with-unit">
      <input {...given} type="number" min={0} max={10_080} value={minutes} onInput={(e) => onChange(e.currentTarget.valueAsNumber)} />
      <span aria-hidden="true">{tell('minutes')}</span>
    </span>
  );
}

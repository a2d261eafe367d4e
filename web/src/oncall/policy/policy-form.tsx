import type { Signal } from '@preact/signals';
import { Field, Note } from '../build/field.tsx';
import { NameFields } from '../build/name-fields.tsx';
import { moved, useOrdering } from '../build/order.ts';
import { stepDraft, targetKinds, type PolicyDraft, type PolicyFault, type Target } from './draft.ts';
import { MinutesInput, StepCard } from './step-card.tsx';
import { TargetPicker } from './target-picker.tsx';
import { useTell } from './words.ts';

type Props = { draft: Signal<PolicyDraft>; faults: Map<string, PolicyFault>; isStrict: boolean; isNew: boolean };

/** A policy as a ladder of steps. */
export function PolicyForm({ draft, faults, isStrict, isNew }: Props) {
  const tell = useTell();
  const { name, displayName, steps } = draft.value;
  const put = (change: Partial<PolicyDraft>) => (draft.value = { ...draft.peek(), ...change });
  const said = (path: string): string | undefined => {
    const fault = faults.get(path);
    return fault && isStrict ? tell(fault) : undefined;
  };
  const handle = useOrdering(steps.length, (from, to) => put({ steps: moved(draft.peek().steps, from, to) }));
  return (
    <>
      <div class="panel name-fields">
        <NameFields {...{ name, displayName, isNew }} hint={tell('displayNameHint')} problem={said('name')} onChange={put} />
      </div>
      <h2>{tell('steps')}</h2>
      <ol class="layer-list" data-ordered>
        {steps.map((step, place) => (
          <StepCard
            key={step.key}
            {...{ step, place }}
            isLast={place === steps.length - 1}
            handle={handle(place)}
            problem={(field) => said(`${step.key}.${field}`)}
            onChange={(change) => put({ steps: steps.map((each) => (each === step ? { ...each, ...change } : each)) })}
            onDrop={() => put({ steps: steps.filter((each) => each !== step) })}
          />
        ))}
      </ol>
      <p>
        <button type="button" class="button" onClick={() => put({ steps: [...steps, stepDraft({ to: [] })] })}>
          {tell('addStep')}
        </button>
      </p>
      <Note problem={said('steps')} />
      <EndFields draft={draft.value} said={said} put={put} />
    </>
  );
}

type EndProps = { draft: PolicyDraft; said: (path: string) => string | undefined; put: (change: Partial<PolicyDraft>) => void };

/** What happens when nobody answers, when nobody is there, and when whoever answered does not get on. */
function EndFields({ draft: { repeat, ackTimeoutMinutes, lastResort }, said, put }: EndProps) {
  const tell = useTell();
  return (
    <div class="panel name-fields">
      <Field label={tell('repeat')} hint={tell('repeatHint')} problem={said('repeat')}>
        {(given) => (
          <input
            {...given}
            type="number"
            min={0}
            max={100}
            value={repeat}
            onInput={(e) => put({ repeat: e.currentTarget.valueAsNumber })}
          />
        )}
      </Field>
      <label class="check">
        <input
          type="checkbox"
          checked={ackTimeoutMinutes !== null}
          onChange={(e) => put({ ackTimeoutMinutes: e.currentTarget.checked ? 30 : null })}
        />
        {tell('ackTimeout')}
      </label>
      {ackTimeoutMinutes !== null && (
        <Field label={tell('ackTimeoutAfter')} problem={said('ackTimeoutMinutes')}>
          {(given) => <MinutesInput given={given} minutes={ackTimeoutMinutes} onChange={(next) => put({ ackTimeoutMinutes: next })} />}
        </Field>
      )}
      <LastResort target={lastResort} onChange={(next) => put({ lastResort: next })} />
    </div>
  );
}

function LastResort({ target, onChange }: { target: Target | null; onChange: (target: Target | null) => void }) {
  const tell = useTell();
  return (
    <div class="field">
      <p class="field-name">{tell('lastResort')}</p>
      <TargetPicker
        targets={target ? [target] : []}
        label={tell('lastResort')}
        kinds={targetKinds.filter((kind) => kind !== 'channel')}
        most={1}
        onChange={([next]) => onChange(next ?? null)}
      />
      <Note hint={tell('lastResortHint')} />
    </div>
  );
}

import type { WriteAnswer } from '../../../upkeep.d.ts';
import { scrollable } from '../../parts/scrollable.ts';
import { useTell } from './words.ts';

type Props = { answer: WriteAnswer | null; isBusy: boolean; faults: number; onCancel: () => void };

/** Save, and what came of it: what is wrong, or what somebody else has written meanwhile. */
export function SaveFoot({ answer, isBusy, faults, onCancel }: Props) {
  const tell = useTell();
  const theirs = answer?.now;
  return (
    <footer class="save-foot">
      <div role="alert">
        {faults > 0 && <p class="field-problem">{tell('faultsLeft', faults)}</p>}
        {answer?.ok === false && (answer.issues ?? []).length === 0 && <p class="field-problem">{answer.because}</p>}
        {answer?.issues?.map((issue) => (
          <p key={`${issue.path} ${issue.message}`} class="field-problem">
            <code>{issue.path.replace(/^spec\./u, '')}</code> {issue.message}
          </p>
        ))}
      </div>
      {theirs && (
        <pre class="yaml" {...scrollable} role="region" aria-label={tell('theirs')}>
          {theirs.yaml}
        </pre>
      )}
      <p class="save-acts">
        <button type="submit" class={theirs ? 'button danger' : 'button primary'} disabled={isBusy}>
          {tell(theirs ? 'saveOver' : 'save')}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {tell('cancel')}
        </button>
      </p>
    </footer>
  );
}

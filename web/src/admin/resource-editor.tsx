import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { WriteAnswer, WrittenResource } from '../../upkeep.d.ts';
import { useDesk } from '../desk.ts';
import { scrollable } from '../parts/scrollable.ts';
import { useTell } from './words.ts';
import { writeResource } from './write-resource.ts';

type Props = { resource: WrittenResource; onDone: () => void };

/** One document as YAML with its errors under it. Where somebody else was first, what they wrote is shown and what is typed here stays. */
export function ResourceEditor({ resource, onDone }: Props) {
  const tell = useTell();
  const id = useId();
  const text = useSignal(resource.yaml);
  const { answer, isBusy, save } = useSave(resource, onDone);
  const theirs = answer.value?.now;
  return (
    <form
      class="resource-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save(text.value);
      }}
    >
      <textarea
        class="mono"
        aria-label={tell('yamlOf', resource.name)}
        rows={Math.min(30, Math.max(8, text.value.split('\n').length + 1))}
        spellcheck={false}
        aria-invalid={answer.value?.ok === false}
        aria-describedby={id}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
      <Problems id={id} answer={answer.value} />
      {theirs && <Theirs yaml={theirs.yaml} />}
      <p class="editor-foot">
        <button type="submit" class={theirs ? 'button danger' : 'button primary'} disabled={isBusy.value}>
          {theirs ? tell('saveOver') : tell('save')}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {tell('cancel')}
        </button>
      </p>
    </form>
  );
}

function useSave(resource: WrittenResource, onDone: () => void) {
  const { notices } = useDesk();
  const tell = useTell();
  // What others save meanwhile does not change what this began with.
  const base = useSignal(resource.base);
  const answer = useSignal<WriteAnswer | null>(null);
  const isBusy = useSignal(false);
  const save = async (yaml: string) => {
    // Whoever has seen what somebody else wrote may write over it.
    base.value = answer.value?.now?.base ?? base.value;
    isBusy.value = true;
    answer.value = await writeResource(yaml, base.value);
    isBusy.value = false;
    if (!answer.value.ok) return;
    notices.tell(tell('saved', resource.name || 'YAML'), 'good');
    onDone();
  };
  return { answer, isBusy, save };
}

function Theirs({ yaml }: { yaml: string }) {
  const tell = useTell();
  return (
    <pre class="yaml" {...scrollable} role="region" aria-label={tell('theirs')}>
      {yaml}
    </pre>
  );
}

function Problems({ id, answer }: { id: string; answer: WriteAnswer | null }) {
  const tell = useTell();
  return (
    <div id={id} role="alert">
      {answer?.ok === false && (answer.issues ?? []).length === 0 && <p class="field-problem">{answer.because}</p>}
      {answer?.issues?.map((issue) => (
        <p key={`${issue.line} ${issue.path} ${issue.message}`} class="field-problem">
          {tell('line', issue.line)} <code>{issue.path}</code> {issue.message}
        </p>
      ))}
    </div>
  );
}

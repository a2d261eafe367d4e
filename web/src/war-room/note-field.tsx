import { useSignal } from '@preact/signals';
import { useDesk, useSay } from '../desk.ts';
import { isComposing } from '../state/shortcuts.ts';
import { useKeptAct } from './use-act.ts';

/** A line for the story, in one's own words. */
export function NoteField({ incident }: { incident: string }) {
  const { session } = useDesk();
  const say = useSay();
  const { text, isBusy, add } = useNote(incident);
  if (!session.mayUse('incident/note')) return null;
  return (
    <form
      class="note-field"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <input
        data-note
        data-testid="note"
        aria-label={say('addNote')}
        aria-keyshortcuts="n"
        placeholder={say('addNote')}
        autocomplete="off"
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
        }}
      />
      <button type="submit" class="button small" disabled={isBusy.value || text.value.trim() === ''}>
        {say('add')}
      </button>
    </form>
  );
}

function useNote(incident: string) {
  const text = useSignal('');
  const { keep, isBusy } = useKeptAct();
  const add = async () => {
    const words = text.value.trim();
    if (words !== '' && (await keep('incident/note', { incident, text: words }))) text.value = '';
  };
  return { text, isBusy, add };
}

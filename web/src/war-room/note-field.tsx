import { useSignal } from '@preact/signals';
import { useDesk, useSay } from '../desk.ts';
import { isComposing } from '../state/shortcuts.ts';

/** A line for the story, in one's own words. */
export function NoteField({ incident }: { incident: string }) {
  const { api, notices, session } = useDesk();
  const say = useSay();
  const text = useSignal('');
  const isBusy = useSignal(false);
  if (!session.mayUse('incident/note')) return null;
  const add = async () => {
    const words = text.value.trim();
    if (words === '' || isBusy.value) return;
    isBusy.value = true;
    const answer = await api.skill('incident/note', { incident, text: words });
    isBusy.value = false;
    if (answer.ok) text.value = '';
    else notices.refused(answer.refusal);
  };
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

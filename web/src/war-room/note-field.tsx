import { useSignal } from '@preact/signals';
import type { Incident } from '../../api.d.ts';
import { ChatIcon } from '../chat/chat-icon.tsx';
import { useDesk, useSay } from '../desk.ts';
import { isComposing } from '../state/shortcuts.ts';
import { useKeptAct } from './use-act.ts';
import { useInstant, useWall, WhenField } from './when-field.tsx';
import { useTell } from './words.ts';

/** A line for the story, in one's own words; with a time it stands where it happened. */
export function NoteField({ incident }: { incident: Incident }) {
  const { session } = useDesk();
  const say = useSay();
  const { text, when, isBusy, add, turnTime } = useNote(incident.number);
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
      <TimeButton isOn={when.value !== null} turn={turnTime} />
      <button type="submit" class="button small" disabled={isBusy.value || text.value.trim() === ''}>
        {say('add')}
      </button>
      {when.value !== null && <WhenField value={when.value} onChange={(wall) => (when.value = wall)} />}
    </form>
  );
}

function TimeButton({ isOn, turn }: { isOn: boolean; turn: () => void }) {
  const tell = useTell();
  return (
    <button
      type="button"
      class="icon-button"
      data-testid="note-time"
      aria-label={tell('setTime')}
      title={tell('setTime')}
      aria-pressed={isOn}
      onClick={turn}
    >
      <ChatIcon name="past" />
    </button>
  );
}

function useNote(incident: string) {
  const { clock } = useDesk();
  const wallOf = useWall();
  const instant = useInstant();
  const text = useSignal('');
  /** null: now. */
  const when = useSignal<string | null>(null);
  const { keep, isBusy } = useKeptAct();
  const add = async () => {
    const words = text.value.trim();
    const at = when.value === null ? undefined : instant(when.value);
    if (words === '' || !(await keep('incident/note', { incident, text: words, ...(at === undefined ? {} : { at }) }))) return;
    text.value = '';
    when.value = null;
  };
  const turnTime = () => (when.value = when.value === null ? wallOf(clock.now.peek()) : null);
  return { text, when, isBusy, add, turnTime };
}

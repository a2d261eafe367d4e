import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Note } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { isComposing } from '../state/shortcuts.ts';
import { useAct } from './use-act.ts';
import { useInstant, useWall, WhenField } from './when-field.tsx';
import { useTell } from './words.ts';

type EditProps = { incident: string; note: Note; at: string; onClose: () => void };

/** A note written anew, where it stands. */
export function NoteEdit({ incident, note, at, onClose }: EditProps) {
  const say = useSay();
  const tell = useTell();
  const wallOf = useWall();
  const instant = useInstant();
  const text = useSignal(note.words);
  const was = wallOf(Date.parse(at));
  const when = useSignal(was);
  const { act, isBusy } = useAct();
  const save = async (event: Event) => {
    event.preventDefault();
    // The seconds of a time that was not touched stay what they were.
    const time = when.value === was ? undefined : instant(when.value);
    const input = { incident, note: note.number, text: text.value, ...(time === undefined ? {} : { at: time }) };
    if (await act('incident/amend', input)) onClose();
  };
  return (
    <form class="note-edit" onSubmit={(event) => void save(event)}>
      <WordsField text={text} onClose={onClose} />
      <WhenField value={when.value} onChange={(wall) => (when.value = wall)} />
      <div class="note-acts">
        <button type="submit" class="button small primary" disabled={isBusy.value || text.value.trim() === ''}>
          {tell('save')}
        </button>
        <button type="button" class="button small" onClick={onClose}>
          {say('cancel')}
        </button>
      </div>
    </form>
  );
}

/** Escape leaves it, Ctrl-Enter saves it. */
function WordsField({ text, onClose }: { text: Signal<string>; onClose: () => void }) {
  const tell = useTell();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const hear = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) field.current?.form?.requestSubmit();
  };
  return (
    <textarea
      ref={field}
      name="text"
      rows={3}
      required
      maxLength={4000}
      aria-label={tell('noteWords')}
      value={text.value}
      onInput={(event) => (text.value = event.currentTarget.value)}
      onKeyDown={hear}
    />
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Message } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { isComposing } from '../state/shortcuts.ts';
import type { Conversation } from './conversation.ts';
import { fit } from './fit.ts';
import { useTell } from './words.ts';

/** My own words, to be put right where they stand. Enter saves, Escape leaves them. */
export function EditField({ message, conversation, onDone }: { message: Message; conversation: Conversation; onDone: () => void }) {
  const say = useSay();
  const tell = useTell();
  const text = useSignal(message.text);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(message.text.length, message.text.length);
  }, []);
  useEffect(() => fit(box.current), [text.value]);
  const save = async () => {
    const words = text.value.trim();
    if (words === '' || words === message.text || (await conversation.act(message, 'edit', { text: words }))) onDone();
  };
  return (
    <div class="edit-field">
      <textarea
        ref={box}
        rows={1}
        aria-label={tell('edit')}
        maxLength={10_000}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={(event) => onKey(event, save, onDone)}
      />
      <p class="edit-foot">
        <button type="button" class="button small primary" onClick={() => void save()}>
          {tell('save')}
        </button>
        <button type="button" class="button small" onClick={onDone}>
          {say('cancel')}
        </button>
      </p>
    </div>
  );
}

/** The list around it has no use for these keys then. */
function onKey(event: KeyboardEvent, save: () => Promise<void>, leave: () => void): void {
  const isLeaving = event.key === 'Escape';
  if (isComposing(event) || !(isLeaving || (event.key === 'Enter' && !event.shiftKey))) return;
  event.preventDefault();
  event.stopPropagation();
  if (isLeaving) leave();
  else void save();
}

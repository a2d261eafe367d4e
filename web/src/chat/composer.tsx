import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useDesk, useSay } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { recall, remember } from '../state/remembered.ts';
import { isComposing } from '../state/shortcuts.ts';
import { AttachButton } from './attach-button.tsx';
import { CommandList } from './command-list.tsx';
import type { Conversation } from './conversation.ts';
import { fit } from './fit.ts';
import { LongPaste, usePaste } from './long-paste.tsx';
import { UploadStrip } from './upload-strip.tsx';
import type { Uploads } from './uploads.ts';
import { useCompletion } from './use-completion.ts';
import { useTell } from './words.ts';

type ComposerProps = { conversation: Conversation; uploads: Uploads; label: string; isClosed: boolean; thread?: string };

/** Where to write, or why one cannot. */
export function Composer({ isClosed, ...open }: ComposerProps) {
  const { session } = useDesk();
  const say = useSay();
  if (isClosed) return <p class="composer-closed">{say('roomArchived')}</p>;
  if (!session.maySpeak()) return <p class="composer-closed">{say('chooseToChat')}</p>;
  return <OpenComposer {...open} />;
}

/** What is being written: kept over a reload, one draft for each room and thread. */
function useDraft({ me, room }: Conversation, thread: string | undefined) {
  const key = `draft ${me} ${room} ${thread ?? ''}`;
  const text = useSignal(recall(key) ?? '');
  const caret = useSignal(text.value.length);
  useEffect(() => remember(key, text.value === '' ? null : text.value), [text.value]);
  return { text, caret };
}

/** Enter sends, Shift+Enter breaks the line; `/` offers the commands, `@` people; an arrow up puts the last message right. */
function OpenComposer({ conversation, uploads, label, thread }: Omit<ComposerProps, 'isClosed'>) {
  const say = useSay();
  const draft = useDraft(conversation, thread);
  const { text, caret } = draft;
  const alsoInRoom = useSignal(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const completion = useCompletion(draft, conversation.room);
  const paste = usePaste(uploads);
  useLayoutEffect(() => {
    fit(box.current);
    if (box.current && document.activeElement === box.current) box.current.setSelectionRange(caret.value, caret.value);
  }, [text.value]);
  const isUploading = uploads.all.value.some((each) => each.file === null && each.because === null);
  const isEmpty = text.value.trim() === '' && !uploads.all.value.some((each) => each.file !== null);
  const send = () => {
    if (isEmpty || isUploading) return;
    conversation.outbox.add({
      text: text.value.trim(),
      files: uploads.take(),
      ...(thread === undefined ? {} : { thread, alsoInRoom: alsoInRoom.value }),
    });
    [text.value, caret.value] = ['', 0];
    if (thread === undefined) void conversation.toEnd();
  };
  const note = (field: HTMLTextAreaElement) => (caret.value = field.selectionStart);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || completion.onKey(event)) return;
    if (event.key === 'ArrowUp' && text.value === '' && conversation.editLast()) return event.preventDefault();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  return (
    <div class="composer-frame">
      <CommandList completion={completion} />
      <LongPaste paste={paste} />
      <UploadStrip uploads={uploads} />
      <div class="composer">
        <AttachButton uploads={uploads} />
        <textarea
          ref={box}
          data-testid={thread === undefined ? 'composer' : 'thread-composer'}
          data-search={thread === undefined ? true : undefined}
          rows={1}
          aria-label={label}
          placeholder={say('write')}
          {...completion.described}
          value={text.value}
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value;
            note(currentTarget);
            conversation.company.tell();
          }}
          onSelect={({ currentTarget }) => note(currentTarget)}
          onPaste={(event) => paste.take(event)}
          onKeyDown={onKeyDown}
        />
        <button type="button" class="icon-button send" aria-label={say('send')} disabled={isEmpty || isUploading} onClick={send}>
          <Icon name="send" />
        </button>
      </div>
      {thread !== undefined && <AlsoInRoom isOn={alsoInRoom} />}
    </div>
  );
}

function AlsoInRoom({ isOn }: { isOn: { value: boolean } }) {
  const tell = useTell();
  return (
    <label class="also-in-room">
      <input type="checkbox" checked={isOn.value} onChange={({ currentTarget }) => (isOn.value = currentTarget.checked)} />
      {tell('alsoInRoom')}
    </label>
  );
}

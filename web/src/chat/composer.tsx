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
import { LongPaste, usePaste, type Paste } from './long-paste.tsx';
import { UploadStrip } from './upload-strip.tsx';
import type { Uploads } from './uploads.ts';
import { useCompletion, type Completion } from './use-completion.ts';
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

type Open = Omit<ComposerProps, 'isClosed'>;
type Draft = ReturnType<typeof useDraft>;

/** What goes when it is sent, and whether anything may go yet. Files that are still on their way hold it, and once they are there it goes by
 *  itself; where one did not get through, whoever sends decides anew. */
function useSending({ conversation, uploads, thread }: Open, { text, caret }: Draft) {
  const alsoInRoom = useSignal(false);
  const files = uploads.all.value;
  const isUploading = files.some((each) => each.file === null && each.because === null);
  const isWanted = useSignal(false);
  const isHeld = isUploading || (text.value.trim() === '' && !files.some((each) => each.file !== null));
  const send = () => {
    isWanted.value = isUploading;
    if (isHeld) return;
    conversation.outbox.add({
      text: text.value.trim(),
      files: uploads.take(),
      ...(thread === undefined ? {} : { thread, alsoInRoom: alsoInRoom.value }),
    });
    [text.value, caret.value] = ['', 0];
    if (thread === undefined) void conversation.toEnd();
  };
  useEffect(() => {
    if (isUploading || !isWanted.value) return;
    if (files.every((each) => each.because === null)) send();
    else isWanted.value = false;
  }, [isUploading]);
  return { alsoInRoom, isHeld, send };
}

function OpenComposer(given: Open) {
  const { conversation, uploads, thread } = given;
  const say = useSay();
  const draft = useDraft(conversation, thread);
  const { alsoInRoom, isHeld, send } = useSending(given, draft);
  const completion = useCompletion(draft, conversation.room);
  const paste = usePaste(uploads);
  return (
    <div class="composer-frame">
      <CommandList completion={completion} />
      <LongPaste paste={paste} />
      <UploadStrip uploads={uploads} />
      <div class="composer">
        <AttachButton uploads={uploads} />
        <Field {...given} draft={draft} completion={completion} paste={paste} send={send} />
        <button type="button" class="icon-button send" aria-label={say('send')} disabled={isHeld} onClick={send}>
          <Icon name="send" />
        </button>
      </div>
      {thread !== undefined && <AlsoInRoom isOn={alsoInRoom} />}
    </div>
  );
}

type FieldProps = Open & { draft: Draft; completion: Completion; paste: Paste; send: () => void };

/** Enter sends, Shift+Enter breaks the line; `/` offers the commands, `@` people; an arrow up puts the last message right. */
function Field({ conversation, label, thread, draft: { text, caret }, completion, paste, send }: FieldProps) {
  const say = useSay();
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    fit(box.current);
    if (box.current && document.activeElement === box.current) box.current.setSelectionRange(caret.value, caret.value);
  }, [text.value]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || completion.onKey(event)) return;
    if (event.key === 'ArrowUp' && text.value === '' && conversation.editLast()) return event.preventDefault();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  return (
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
        [text.value, caret.value] = [currentTarget.value, currentTarget.selectionStart];
        conversation.company.tell();
      }}
      onSelect={({ currentTarget }) => (caret.value = currentTarget.selectionStart)}
      onPaste={(event) => paste.take(event)}
      onKeyDown={onKeyDown}
    />
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

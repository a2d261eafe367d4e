import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useDesk, useSay } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { isComposing } from '../state/shortcuts.ts';
import { CommandList } from './command-list.tsx';
import { useCompletion } from './use-completion.ts';

type ComposerProps = { onSend: (text: string) => void; label: string; isClosed: boolean };

/** Where to write, or why one cannot. */
export function Composer({ onSend, label, isClosed }: ComposerProps) {
  const { session } = useDesk();
  const say = useSay();
  if (isClosed) return <p class="composer-closed">{say('roomArchived')}</p>;
  if (!session.maySpeak()) return <p class="composer-closed">{say('chooseToChat')}</p>;
  return <OpenComposer onSend={onSend} label={label} />;
}

/** Enter sends, Shift+Enter breaks the line; a leading `/` offers the commands. */
function OpenComposer({ onSend, label }: Omit<ComposerProps, 'isClosed'>) {
  const say = useSay();
  const text = useSignal('');
  const box = useRef<HTMLTextAreaElement>(null);
  const completion = useCompletion(text);
  useEffect(() => fit(box.current), [text.value]);
  const send = () => {
    const words = text.value.trim();
    if (words === '') return;
    onSend(words);
    text.value = '';
  };
  return (
    <div class="composer">
      <CommandList completion={completion} />
      <textarea
        ref={box}
        data-testid="composer"
        data-search
        rows={1}
        aria-label={label}
        placeholder={say('write')}
        {...completion.described}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (isComposing(event) || completion.onKey(event) || event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="button" class="icon-button send" aria-label={say('send')} disabled={text.value.trim() === ''} onClick={send}>
        <Icon name="send" />
      </button>
    </div>
  );
}

function fit(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight + 2, 160)}px`;
}

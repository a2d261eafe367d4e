import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useDesk, useSay } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { isComposing } from '../state/shortcuts.ts';
import { CommandList } from './command-list.tsx';
import { useCompletion } from './use-completion.ts';

type ComposerProps = { onSend: (text: string) => void; label: string; isClosed?: boolean };

/** Enter sends, Shift+Enter breaks the line; a leading `/` offers the commands. */
export function Composer({ onSend, label, isClosed = false }: ComposerProps) {
  const { session } = useDesk();
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
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || completion.onKey(event)) return;
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  if (isClosed) return <p class="composer-closed">{say('roomArchived')}</p>;
  if (!session.me.value?.person) return <p class="composer-closed">{say('chooseToChat')}</p>;
  return (
    <div class="composer">
      <CommandList completion={completion} />
      <textarea
        ref={box}
        data-testid="composer"
        data-search
        rows={1}
        aria-label={label}
        placeholder={label}
        aria-autocomplete="list"
        aria-controls={completion.isOpen ? 'commands' : undefined}
        aria-activedescendant={completion.isOpen ? `command-${completion.at}` : undefined}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={onKeyDown}
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

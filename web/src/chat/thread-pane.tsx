import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { scrollable } from '../parts/scrollable.ts';
import { Composer } from './composer.tsx';
import type { Conversation } from './conversation.ts';
import { continues } from './message-list.tsx';
import { MessageLine } from './message-line.tsx';
import { PendingLine } from './pending-line.tsx';
import { Thread } from './thread.ts';
import { usePointing } from './use-pointing.ts';
import { useUploads } from './use-uploads.ts';
import { useTell } from './words.ts';

/** A message with the answers to it: beside the room on a desk, over it on a phone. */
export function ThreadPane({ conversation, root, isClosed }: { conversation: Conversation; root: string; isClosed: boolean }) {
  const desk = useDesk();
  const tell = useTell();
  const thread = useMemo(() => new Thread(desk, root), [root]);
  useEffect(() => thread.open(), [thread]);
  const uploads = useUploads(conversation.room);
  const scroller = useRef<HTMLDivElement>(null);
  const active = useSignal<string | null>(null);
  usePointing(scroller, active);
  const close = () => (conversation.thread.value = null);
  const pending = conversation.outbox.pending.value.filter((item) => item.thread === root);
  const size = thread.replies.value.length + pending.length;
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [size]);
  useEscape(close);
  return (
    <aside class="thread-pane" aria-label={tell('thread')} data-testid="thread">
      <header class="thread-head">
        <h2>{tell('thread')}</h2>
        <button type="button" class="icon-button" aria-label={tell('closeThread')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div ref={scroller} class="thread-scroll" {...scrollable} role="region" aria-label={tell('thread')}>
        <ThreadLines conversation={conversation} thread={thread} active={active} />
        <ol class="messages">
          {pending.map((item) => (
            <PendingLine key={item.clientId} item={item} outbox={conversation.outbox} />
          ))}
        </ol>
      </div>
      <Composer conversation={conversation} uploads={uploads} thread={root} label={tell('threadMessage')} isClosed={isClosed} />
    </aside>
  );
}

/** Escape closes, unless something inside had use for it. */
function useEscape(close: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const isElsewhere = event.target instanceof Element && event.target.closest('dialog, .room-main') !== null;
      if (event.key === 'Escape' && !event.defaultPrevented && !isElsewhere) close();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
}

type ThreadLinesProps = { conversation: Conversation; thread: Thread; active: Signal<string | null> };

function ThreadLines({ conversation, thread, active }: ThreadLinesProps) {
  const first = thread.root.value;
  const all = first ? [first, ...thread.replies.value] : [];
  return (
    <ol class="messages" aria-live="polite" aria-relevant="additions">
      {all.map((message, at) => (
        <MessageLine
          key={message.id}
          message={message}
          isContinued={at > 1 && continues(all[at - 1], message)}
          isInThread
          conversation={conversation}
          active={active}
        />
      ))}
    </ol>
  );
}

import { useSignal } from '@preact/signals';
import type { Message } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { ChatIcon } from './chat-icon.tsx';
import type { Conversation } from './conversation.ts';
import { ReactionPalette } from './reactions.tsx';
import { useTell } from './words.ts';

type ToolProps = { message: Message; conversation: Conversation; isInThread: boolean };

/** What can be done with the message that is pointed at. */
export function MessageTools({ message, conversation, isInThread }: ToolProps) {
  const tell = useTell();
  const isOpen = useSignal(false);
  return (
    <div class="message-tools" role="toolbar" aria-label={tell('actions')}>
      {isOpen.value && <ReactionPalette message={message} conversation={conversation} onDone={() => (isOpen.value = false)} />}
      <button
        type="button"
        class="icon-button"
        aria-label={tell('react')}
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <ChatIcon name="smile" />
      </button>
      {!isInThread && (
        <button
          type="button"
          class="icon-button"
          aria-label={tell('replyInThread')}
          onClick={() => (conversation.thread.value = message.thread ?? message.id)}
        >
          <ChatIcon name="reply" />
        </button>
      )}
      <KeepTools message={message} conversation={conversation} />
      <OwnTools message={message} conversation={conversation} />
    </div>
  );
}

function KeepTools({ message, conversation }: Pick<ToolProps, 'message' | 'conversation'>) {
  const { notices } = useDesk();
  const tell = useTell();
  const copy = async () => {
    const ok = await navigator.clipboard?.writeText(location.origin + conversation.linkTo(message.id)).then(
      () => true,
      () => false,
    );
    if (ok) notices.tell(tell('linkCopied'), 'good');
    else notices.tell(location.origin + conversation.linkTo(message.id));
  };
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={tell(message.pinned ? 'unpin' : 'pin')}
        onClick={() => void conversation.act(message, 'pin', { on: !message.pinned })}
      >
        <Icon name="pin" />
      </button>
      <button type="button" class="icon-button" aria-label={tell('copyLink')} onClick={() => void copy()}>
        <ChatIcon name="link" />
      </button>
    </>
  );
}

function OwnTools({ message, conversation }: Pick<ToolProps, 'message' | 'conversation'>) {
  const { session, sheet } = useDesk();
  const tell = useTell();
  const isMine = message.author.kind === 'person' && message.author.name === conversation.me;
  const mayDelete = isMine || session.me.value?.roles.includes('admin') === true;
  const remove = () => {
    const yes = () => void conversation.act(message, 'delete');
    sheet.value = { kind: 'confirm', question: tell('removeReally'), word: tell('remove'), isDanger: true, yes };
  };
  return (
    <>
      {isMine && (
        <button type="button" class="icon-button" aria-label={tell('edit')} onClick={() => (conversation.editing.value = message.id)}>
          <ChatIcon name="edit" />
        </button>
      )}
      {mayDelete && (
        <button type="button" class="icon-button" aria-label={tell('remove')} onClick={remove}>
          <ChatIcon name="bin" />
        </button>
      )}
    </>
  );
}

import { useDesk, useSay } from '../desk.ts';
import { Avatar } from '../parts/avatar.tsx';
import { RichText } from '../parts/rich-text.tsx';
import type { Conversation, Pending } from '../state/conversation.ts';

/** My own words on their way, or turned back. */
export function PendingLine({ item, conversation }: { item: Pending; conversation: Conversation }) {
  const { session } = useDesk();
  const say = useSay();
  const name = session.me.value?.person?.displayName ?? say('guest');
  return (
    <li class="message pending">
      <Avatar name={name} />
      <div class="message-frame">
        <p class="message-head">
          <strong>{name}</strong>
          <span>{item.failed === null ? say('sending') : say('notSent')}</span>
        </p>
        <p class="message-text">
          <RichText text={item.text} />
        </p>
        {item.failed !== null && (
          <p class="field-problem">
            {item.failed}{' '}
            <button type="button" class="button small" onClick={() => void conversation.retry(item.clientId)}>
              {say('tryAgain')}
            </button>
          </p>
        )}
      </div>
    </li>
  );
}

import { useSay } from '../desk.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { RichText } from '../parts/rich-text.tsx';
import type { Aside } from './asides.ts';
import type { Conversation } from './conversation.ts';
import { MessageCard } from './message-card.tsx';

/** An answer to a command or a button: nobody else sees it, and it can be put away. */
export function AsideLine({ aside, conversation }: { aside: Aside; conversation: Conversation }) {
  const say = useSay();
  const { reply } = aside;
  return (
    <li class={reply.ok ? 'message aside' : 'message aside refused'}>
      <Avatar name="Tocsin" kind="bot" />
      <div class="message-frame">
        <p class="message-head">
          <strong>Tocsin</strong>
          <span class="only-you">{say('onlyYou')}</span>
          <button type="button" class="icon-button" aria-label={say('dismiss')} onClick={() => conversation.asides.drop(aside.id)}>
            <Icon name="close" />
          </button>
        </p>
        {reply.text !== '' && (
          <p class="message-text plain">
            <RichText text={reply.text} />
          </p>
        )}
        {reply.card && <MessageCard card={reply.card} press={(action) => conversation.press(action)} />}
      </div>
    </li>
  );
}

import type { CardAction, Message } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { RichText } from '../parts/rich-text.tsx';
import { MessageCard } from './message-card.tsx';

type LineProps = { message: Message; isContinued: boolean; press: (action: CardAction) => Promise<void> };

/** One message. Those that follow at once from the same author go without a name. */
export function MessageLine({ message, isContinued, press }: LineProps) {
  const say = useSay();
  const { author } = message;
  return (
    <li class={isContinued ? 'message continued' : 'message'} data-message={message.id}>
      {!isContinued && <Avatar name={author.displayName} kind={author.kind} />}
      <div class="message-frame">
        {!isContinued && (
          <p class="message-head">
            <strong>{author.displayName}</strong>
            {author.kind === 'bot' && <span class="bot-tag">{say('bot')}</span>}
            <Moment at={message.at} />
            {message.ephemeral && <span class="only-you">{say('onlyYou')}</span>}
          </p>
        )}
        {message.text !== '' && !message.card && (
          <p class="message-text">
            <RichText text={message.text} />
            <EditedMark message={message} />
          </p>
        )}
        {message.card && <MessageCard card={message.card} press={press} />}
        {message.card && (message.pinned || message.editedAt) && (
          <p class="message-marks">
            {message.pinned && (
              <span class="pinned-mark">
                <Icon name="pin" />
                {say('pinned')}
              </span>
            )}
            <EditedMark message={message} />
          </p>
        )}
      </div>
    </li>
  );
}

function EditedMark({ message }: { message: Message }) {
  const say = useSay();
  if (message.editedAt === null) return null;
  return (
    <span class="edited">
      {say('edited')} <Moment at={message.editedAt} />
    </span>
  );
}

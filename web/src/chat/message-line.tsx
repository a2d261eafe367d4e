import { useSignal, type Signal } from '@preact/signals';
import type { Message } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { RichText } from '../parts/rich-text.tsx';
import type { Conversation } from './conversation.ts';
import { EditField } from './edit-field.tsx';
import { MarkedText, reaches } from './marked-text.tsx';
import { MessageCard } from './message-card.tsx';
import { MessageFiles } from './message-files.tsx';
import { MessageTools } from './message-tools.tsx';
import { Reactions } from './reactions.tsx';
import { useTell } from './words.ts';

type LineProps = {
  message: Message;
  isContinued: boolean;
  isInThread: boolean;
  conversation: Conversation;
  /** Which message of the list is pointed at. */
  active: Signal<string | null>;
};

/** One message. Those that follow at once from the same author go without a name. Its tools are there while it is pointed at or focused. */
export function MessageLine({ message, isContinued, isInThread, conversation, active }: LineProps) {
  const { editing } = conversation;
  const isActive = active.value === message.id && message.deletedAt === null && editing.value !== message.id;
  const isForMe = message.mentions.some((mention) => reaches(mention, conversation.me)) && message.author.name !== conversation.me;
  const classes = [
    'message',
    isContinued && 'continued',
    isForMe && 'for-me',
    isActive && 'active',
    conversation.pointed.value === message.id && 'pointed',
  ];
  return (
    <li class={classes.filter(Boolean).join(' ')} data-message={message.id} tabIndex={-1}>
      {!isContinued && <Avatar name={message.author.displayName} kind={message.author.kind} />}
      <div class="message-frame">
        {!isContinued && <MessageHead message={message} />}
        {editing.value === message.id ? (
          <EditField message={message} conversation={conversation} onDone={() => (editing.value = null)} />
        ) : (
          <MessageBody message={message} conversation={conversation} />
        )}
        <Reactions message={message} conversation={conversation} />
        {!isInThread && <ThreadFoot message={message} conversation={conversation} />}
      </div>
      {isActive && <MessageTools message={message} conversation={conversation} isInThread={isInThread} />}
    </li>
  );
}

function MessageHead({ message }: { message: Message }) {
  const say = useSay();
  return (
    <p class="message-head">
      <strong>{message.author.displayName}</strong>
      {message.author.kind === 'bot' && <span class="bot-tag">{say('bot')}</span>}
      <Moment at={message.at} />
      {message.ephemeral && <span class="only-you">{say('onlyYou')}</span>}
    </p>
  );
}

function MessageBody({ message, conversation }: { message: Message; conversation: Conversation }) {
  const tell = useTell();
  if (message.deletedAt !== null) return <p class="message-text gone">{tell('deleted')}</p>;
  const { text, card, author } = message;
  return (
    <>
      {text !== '' && !card && author.kind === 'person' && <MarkedText text={text} mentions={message.mentions} me={conversation.me} />}
      {text !== '' && !card && author.kind === 'bot' && (
        <p class="message-text plain">
          <RichText text={text} />
        </p>
      )}
      {card && <MessageCard card={card} press={(action) => conversation.press(action)} />}
      <MessageFiles files={message.files} />
      <Marks message={message} />
    </>
  );
}

function Marks({ message }: { message: Message }) {
  const say = useSay();
  if (!message.pinned && message.editedAt === null) return null;
  return (
    <p class="message-marks">
      {message.pinned && (
        <span class="pinned-mark">
          <Icon name="pin" />
          {say('pinned')}
        </span>
      )}
      {message.editedAt !== null && <EditedMark message={message} editedAt={message.editedAt} />}
    </p>
  );
}

/** A card changes with what it shows; a person's words have a past that can be read. */
function EditedMark({ message, editedAt }: { message: Message; editedAt: string }) {
  const { api, notices } = useDesk();
  const tell = useTell();
  const versions = useSignal<{ at: string; text: string }[]>([]);
  const said = (
    <>
      {tell('editedAt')} <Moment at={editedAt} />
    </>
  );
  if (message.author.kind === 'bot') return <span class="edited">{said}</span>;
  const show = async () => {
    const answer = await api.get<{ versions: { at: string; text: string }[] }>(`/chat/messages/${encodeURIComponent(message.id)}/versions`);
    if (answer.ok) versions.value = answer.value.versions;
    else notices.refused(answer.refusal);
  };
  return (
    <details class="edited" onToggle={({ currentTarget }) => currentTarget.open && void show()}>
      <summary title={tell('showVersions')}>{said}</summary>
      <ol class="versions" aria-label={tell('versionsOf')}>
        {versions.value.map((version) => (
          <li key={version.at}>
            <Moment at={version.at} /> {version.text}
          </li>
        ))}
      </ol>
    </details>
  );
}

function ThreadFoot({ message, conversation }: { message: Message; conversation: Conversation }) {
  const tell = useTell();
  const open = () => (conversation.thread.value = message.thread ?? message.id);
  if (message.thread !== null) {
    return (
      <button type="button" class="thread-foot" onClick={open}>
        {tell('repliedIn')}
      </button>
    );
  }
  if (!message.replies) return null;
  return (
    <button type="button" class="thread-foot" onClick={open}>
      {message.replies.people.map((person) => (
        <Avatar key={person.name} name={person.displayName} />
      ))}
      <span class="thread-count">{tell('replies', message.replies.count)}</span>
      <Moment at={message.replies.lastAt} />
    </button>
  );
}

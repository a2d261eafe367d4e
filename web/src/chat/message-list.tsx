import type { VNode } from 'preact';
import type { CardAction, Message } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Empty } from '../parts/problem.tsx';
import { scrollable } from '../parts/scrollable.ts';
import type { Conversation } from '../state/conversation.ts';
import { AsideLine } from './aside-line.tsx';
import { MessageLine } from './message-line.tsx';
import { PendingLine } from './pending-line.tsx';
import { useBottom } from './use-bottom.ts';

const sameBreathMs = 4 * 60_000;

export function MessageList({ conversation }: { conversation: Conversation }) {
  const say = useSay();
  const { transcript, asides, pending, hasOlder, isLoaded } = conversation;
  const messages = transcript.messages.value;
  const size = messages.length + asides.value.length + pending.value.length;
  const { scroller, isBelow, goDown } = useBottom(size, messages[0]?.id);
  return (
    <div class="message-area">
      <div class="message-scroll" ref={scroller} {...scrollable} role="region" aria-label={say('messages')}>
        {hasOlder.value && (
          <button type="button" class="button small older" onClick={() => void conversation.older()}>
            {say('olderMessages')}
          </button>
        )}
        {size === 0 && isLoaded.value && <Empty title={say('noMessages')} />}
        <ol class="messages" data-testid="messages" aria-live="polite" aria-relevant="additions">
          <Lines conversation={conversation} messages={messages} />
        </ol>
      </div>
      {isBelow.value && (
        <button type="button" class="button small go-down" onClick={goDown}>
          {say('newBelow')}
        </button>
      )}
    </div>
  );
}

type Timed = { at: string; line: VNode };

function Lines({ conversation, messages }: { conversation: Conversation; messages: Message[] }) {
  const { clock } = useDesk();
  const press = (action: CardAction) => conversation.press(action);
  const lines: Timed[] = messages.map((message, at) => ({
    at: message.at,
    line: <MessageLine key={message.id} message={message} isContinued={continues(messages[at - 1], message)} press={press} />,
  }));
  for (const aside of conversation.asides.value) {
    lines.push({ at: aside.at, line: <AsideLine key={aside.id} aside={aside} conversation={conversation} /> });
  }
  lines.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  let day = '';
  return (
    <>
      {lines.flatMap(({ at, line }) => {
        if (clock.day(at) === day) return [line];
        day = clock.day(at);
        return [<DayLine key={day} day={day} />, line];
      })}
      {conversation.pending.value.map((item) => (
        <PendingLine key={item.clientId} item={item} conversation={conversation} />
      ))}
    </>
  );
}

function DayLine({ day }: { day: string }) {
  return <li class="day">{day}</li>;
}

function continues(before: Message | undefined, message: Message): boolean {
  if (!before || before.author.name !== message.author.name || before.author.kind !== message.author.kind) return false;
  if (before.card || message.card || message.ephemeral !== before.ephemeral) return false;
  return Date.parse(message.at) - Date.parse(before.at) < sameBreathMs;
}

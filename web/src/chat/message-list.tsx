import { useSignal, type Signal } from '@preact/signals';
import type { VNode } from 'preact';
import type { Message } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Empty } from '../parts/problem.tsx';
import { scrollable } from '../parts/scrollable.ts';
import { AsideLine } from './aside-line.tsx';
import type { Conversation } from './conversation.ts';
import { MessageLine } from './message-line.tsx';
import { PendingLine } from './pending-line.tsx';
import { usePlace } from './use-place.ts';
import { usePointing } from './use-pointing.ts';
import { useTell } from './words.ts';

const sameBreathMs = 4 * 60_000;

export function MessageList({ conversation }: { conversation: Conversation }) {
  const say = useSay();
  const tell = useTell();
  const { transcript, asides, outbox, isLoaded } = conversation;
  const active = useSignal<string | null>(null);
  const messages = transcript.messages.value;
  const pending = outbox.pending.value.filter((item) => item.thread === undefined || item.alsoInRoom === true);
  const size = messages.length + asides.shown.value.length + pending.length;
  const { scroller, isBelow, goDown } = usePlace(conversation, size);
  usePointing(scroller, active);
  return (
    <div class="message-area">
      <div class="message-scroll" ref={scroller} {...scrollable} role="region" aria-label={say('messages')}>
        {size === 0 && isLoaded.value && <Empty title={say('noMessages')} />}
        <ol class="messages" data-testid="messages" aria-live="polite" aria-relevant="additions">
          <Lines conversation={conversation} messages={messages} active={active} />
          {pending.map((item) => (
            <PendingLine key={item.clientId} item={item} outbox={outbox} />
          ))}
        </ol>
      </div>
      {isBelow.value && (
        <button type="button" class="button small go-down" onClick={goDown}>
          {transcript.hasNewer.value ? tell('toNewest') : say('newBelow')}
        </button>
      )}
    </div>
  );
}

type Timed = { at: string; line: VNode };

function Lines({ conversation, messages, active }: { conversation: Conversation; messages: Message[]; active: Signal<string | null> }) {
  const { clock } = useDesk();
  const lines: Timed[] = messages.map((message, at) => ({
    at: message.at,
    line: (
      <MessageLine
        key={message.id}
        message={message}
        isContinued={continues(messages[at - 1], message)}
        isInThread={false}
        conversation={conversation}
        active={active}
      />
    ),
  }));
  const readTo = conversation.readTo.value;
  const firstNew = readTo === null ? -1 : messages.findIndex((each) => each.seq > readTo && each.author.name !== conversation.me);
  const newId = firstNew > 0 ? messages[firstNew]?.id : undefined;
  for (const aside of conversation.asides.shown.value)
    lines.push({ at: aside.at, line: <AsideLine key={aside.id} aside={aside} conversation={conversation} /> });
  lines.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  let day = '';
  return (
    <>
      {lines.flatMap(({ at, line }) => {
        const news = line.key === newId ? [<NewLine key="new" />] : [];
        if (clock.day(at) === day) return [...news, line];
        day = clock.day(at);
        return [<DayLine key={day} day={day} />, ...news, line];
      })}
    </>
  );
}

function DayLine({ day }: { day: string }) {
  return <li class="day">{day}</li>;
}

function NewLine() {
  const tell = useTell();
  return (
    <li class="new-line" data-testid="new-line">
      <span>{tell('newLine')}</span>
    </li>
  );
}

export function continues(before: Message | undefined, message: Message): boolean {
  if (!before || before.author.name !== message.author.name || before.author.kind !== message.author.kind) return false;
  if (before.card || message.card || message.ephemeral !== before.ephemeral) return false;
  return Date.parse(message.at) - Date.parse(before.at) < sameBreathMs;
}

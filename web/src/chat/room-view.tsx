import { useEffect, useMemo } from 'preact/hooks';
import { useDesk, useSay } from '../desk.ts';
import { sayRefusal } from '../state/notices.ts';
import { Conversation } from '../state/conversation.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { Pins } from './pins.tsx';
import '../style/chat.css';

/** One room: pins, messages, and where to type. */
export function RoomView({ room, label, isClosed }: { room: string; label: string; isClosed?: boolean }) {
  const desk = useDesk();
  const say = useSay();
  const me = desk.session.me.value?.person?.name;
  const conversation = useMemo(() => new Conversation(desk, room), [room, me]);
  useEffect(() => conversation.open(), [conversation]);
  const problem = conversation.problem.value;
  return (
    <div class="room-view">
      <Pins conversation={conversation} />
      {problem && (
        <p class="problem" role="alert">
          {sayRefusal(desk.language, problem)}
        </p>
      )}
      <MessageList key={room} conversation={conversation} />
      <Composer
        key={`composer ${room}`}
        label={label || say('message')}
        isClosed={isClosed ?? false}
        onSend={(text) => void conversation.send(text)}
      />
    </div>
  );
}

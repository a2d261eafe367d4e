import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { useDesk, useSay } from '../desk.ts';
import { sayRefusal } from '../state/notices.ts';
import { CompanyLine, TypingLine } from './company-line.tsx';
import { Composer } from './composer.tsx';
import { Conversation } from './conversation.ts';
import { MessageList } from './message-list.tsx';
import { Pins } from './pins.tsx';
import { ThreadPane } from './thread-pane.tsx';
import type { Uploads } from './uploads.ts';
import { useKeyboardRoom } from './use-keyboard-room.ts';
import { useUploads } from './use-uploads.ts';
import { useTell } from './words.ts';
import '../style/chat.css';
import '../style/message.css';
import '../style/composer.css';

/** `pointed`: the message that the address names. */
type RoomViewProps = { room: string; label: string; isClosed?: boolean; linkTo: (id: string) => string; pointed: string | null };

/** One room: pins, who is here, messages, a thread beside them, and where to type. */
export function RoomView({ room, label, isClosed, linkTo, pointed }: RoomViewProps) {
  const desk = useDesk();
  const say = useSay();
  const me = desk.session.me.value?.person?.name;
  const conversation = useMemo(() => new Conversation(desk, room, linkTo), [room, me]);
  useEffect(() => conversation.open(), [conversation]);
  useEffect(() => void (pointed !== null && pointed !== '' && conversation.jump(pointed)), [conversation, pointed]);
  const frame = useKeyboardRoom();
  const uploads = useUploads(room);
  const thread = conversation.thread.value;
  const problem = conversation.problem.value;
  return (
    <div class="room-view" ref={frame}>
      <DropZone uploads={uploads}>
        <Pins conversation={conversation} />
        <CompanyLine company={conversation.company} />
        {problem && (
          <p class="problem" role="alert">
            {sayRefusal(desk.language, problem)}
          </p>
        )}
        <MessageList key={`${room} ${me}`} conversation={conversation} />
        <TypingLine company={conversation.company} />
        <Composer
          key={`composer ${room} ${me}`}
          conversation={conversation}
          uploads={uploads}
          label={label || say('message')}
          isClosed={isClosed ?? false}
        />
      </DropZone>
      {thread !== null && <ThreadPane key={thread} conversation={conversation} root={thread} isClosed={isClosed ?? false} />}
    </div>
  );
}

/** Files that are dropped anywhere in the room are attached. */
function DropZone({ uploads, children }: { uploads: Uploads; children: ComponentChildren }) {
  const tell = useTell();
  const isOver = useSignal(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  return (
    <div
      class="room-main"
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) isOver.value = false;
      }}
      onDrop={(event) => {
        isOver.value = false;
        if (!hasFiles(event)) return;
        event.preventDefault();
        uploads.add(event.dataTransfer?.files ?? []);
      }}
    >
      {children}
      {isOver.value && <p class="drop-here">{tell('dropHere')}</p>}
    </div>
  );
}

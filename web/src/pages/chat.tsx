import { useSignal } from '@preact/signals';
import type { ChatRoom } from '../../api.d.ts';
import { ChatSearch } from '../chat/chat-search.tsx';
import { RoomList } from '../chat/room-list.tsx';
import { useRoomName } from '../chat/use-room-name.ts';
import { RoomView } from '../chat/room-view.tsx';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { Empty, Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';
import '../style/chat-page.css';

/** Rooms and direct messages; on a phone the list, then the room. */
export function ChatPage({ room }: { room: string }) {
  const { session } = useDesk();
  const say = useSay();
  const me = session.me.value?.person?.name ?? '';
  const ask = useLive(`rooms ${me}`, (desk) => desk.api.get<{ rooms: ChatRoom[] }>('/chat/rooms'), ['rooms', 'message']);
  const rooms = ask.value.value?.rooms;
  const chosen = rooms?.find((each) => each.id === room);
  const name = useRoomName(chosen);
  const isSearching = useSignal(false);
  usePageTitle(name || say('chat'));
  return (
    <div class={room === '' ? 'chat-page' : 'chat-page in-room'}>
      <section class="chat-rooms" aria-labelledby="rooms-title">
        {room === '' ? <h1 id="rooms-title">{say('chat')}</h1> : <h2 id="rooms-title">{say('chat')}</h2>}
        <Problem of={ask} />
        <ChatSearch room={room} isOn={isSearching} />
        {rooms && !isSearching.value && <RoomList rooms={rooms} chosen={room} />}
        {!session.maySpeak() && <p class="hint">{say('chooseToChat')}</p>}
      </section>
      <section class="chat-room" aria-label={name || say('chooseRoom')}>
        {room === '' ? <Empty title={say('chooseRoom')} /> : <OpenRoom room={chosen} id={room} />}
      </section>
    </div>
  );
}

function OpenRoom({ room, id }: { room: ChatRoom | undefined; id: string }) {
  const { address } = useDesk();
  const say = useSay();
  const name = useRoomName(room) || id;
  const linkTo = (message: string) => `/chat/${encodeURIComponent(id)}#${encodeURIComponent(message)}`;
  return (
    <>
      <header class="chat-head">
        <a class="icon-button chat-back" href="/chat" aria-label={say('allRooms')}>
          <Icon name="back" />
        </a>
        <div>
          <h1>{name}</h1>
          {room?.topic && <p class="hint">{room.topic}</p>}
        </div>
        {room?.incident && <a href={`/i/${room.incident}`}>{say('openWarRoom')}</a>}
      </header>
      <RoomView
        key={id}
        room={id}
        label={say('messageTo', name)}
        isClosed={room?.archived ?? false}
        linkTo={linkTo}
        pointed={decodeURIComponent(address.hash.value)}
      />
    </>
  );
}

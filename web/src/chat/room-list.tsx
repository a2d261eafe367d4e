import type { ChatRoom } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { useRoomName } from './use-room-name.ts';
import { useReadMarks } from './use-read-marks.ts';

export function RoomList({ rooms, chosen }: { rooms: ChatRoom[]; chosen: string }) {
  const say = useSay();
  const newestFirst = rooms.toSorted((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? ''));
  const groups = [
    [say('directMessages'), newestFirst.filter((room) => room.kind === 'dm')],
    [say('rooms'), newestFirst.filter((room) => room.kind === 'room' && !room.archived)],
    [say('archivedRooms'), newestFirst.filter((room) => room.kind === 'room' && room.archived)],
  ] as const;
  const isUnread = useReadMarks(rooms, chosen);
  return (
    <>
      {groups.map(([title, members]) =>
        members.length === 0 ? null : (
          <section key={title} class="room-group" aria-label={title}>
            <h2>{title}</h2>
            <ul>
              {members.map((room) => (
                <RoomLine key={room.id} room={room} isChosen={room.id === chosen} isUnread={isUnread(room)} />
              ))}
            </ul>
          </section>
        ),
      )}
      {rooms.length === 0 && <p class="hint">{say('noRooms')}</p>}
    </>
  );
}

function RoomLine({ room, isChosen, isUnread }: { room: ChatRoom; isChosen: boolean; isUnread: boolean }) {
  const say = useSay();
  const name = useRoomName(room);
  return (
    <li>
      <a class="room-line" data-row href={`/chat/${encodeURIComponent(room.id)}`} aria-current={isChosen ? 'page' : undefined}>
        {room.kind === 'dm' ? <Avatar name={name} kind="bot" /> : <Icon name={room.incident ? 'incidents' : 'chat'} />}
        <span class={isUnread ? 'room-name unread' : 'room-name'}>{name}</span>
        {isUnread && <span class="unread-mark">{say('unread')}</span>}
        {!isUnread && room.lastAt && <Moment at={room.lastAt} />}
      </a>
    </li>
  );
}

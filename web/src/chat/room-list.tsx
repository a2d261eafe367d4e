import type { ChatRoom, Unread } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { useRoomName } from './use-room-name.ts';
import { useTell } from './words.ts';

export function RoomList({ rooms, chosen }: { rooms: ChatRoom[]; chosen: string }) {
  const say = useSay();
  const newestFirst = rooms.toSorted((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? ''));
  const groups = [
    [say('directMessages'), newestFirst.filter((room) => room.kind === 'dm')],
    [say('rooms'), newestFirst.filter((room) => room.kind === 'room' && !room.archived)],
    [say('archivedRooms'), newestFirst.filter((room) => room.kind === 'room' && room.archived)],
  ] as const;
  return (
    <>
      {groups.map(([title, members]) =>
        members.length === 0 ? null : (
          <section key={title} class="room-group" aria-label={title}>
            <h2>{title}</h2>
            <ul>
              {members.map((room) => (
                <RoomLine key={room.id} room={room} isChosen={room.id === chosen} />
              ))}
            </ul>
          </section>
        ),
      )}
      {rooms.length === 0 && <p class="hint">{say('noRooms')}</p>}
    </>
  );
}

function RoomLine({ room, isChosen }: { room: ChatRoom; isChosen: boolean }) {
  const name = useRoomName(room);
  const { messages, mentions } = room.unread;
  const isUnread = messages > 0 || mentions > 0;
  return (
    <li>
      <a class="room-line" data-row href={`/chat/${encodeURIComponent(room.id)}`} aria-current={isChosen ? 'page' : undefined}>
        {room.kind === 'dm' ? <Avatar name={name} kind="bot" /> : <Icon name={room.incident ? 'incidents' : 'chat'} />}
        <span class={isUnread ? 'room-name unread' : 'room-name'}>{name}</span>
        {isUnread ? <UnreadMarks unread={room.unread} /> : room.lastAt && <Moment at={room.lastAt} />}
      </a>
    </li>
  );
}

/** Beyond this nobody reads the number. */
const most = 99;
const counted = (n: number): string => (n > most ? `${most}+` : String(n));

/** What speaks to me apart from what was merely said. */
function UnreadMarks({ unread: { messages, mentions } }: { unread: Unread }) {
  const tell = useTell();
  return (
    <span class="unread-marks">
      {mentions > 0 && (
        <span class="unread-mark mentions">
          <span aria-hidden="true">@{counted(mentions)}</span>
          <span class="unseen">{tell('mentionsIn', counted(mentions))}</span>
        </span>
      )}
      {messages > 0 && (
        <span class="unread-mark">
          <span aria-hidden="true">{counted(messages)}</span>
          <span class="unseen">{tell('unreadIn', counted(messages))}</span>
        </span>
      )}
    </span>
  );
}

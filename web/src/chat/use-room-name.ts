import type { ChatRoom } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';

/** A direct room carries my own name at the server; to me it is where the bots write. */
export function useRoomName(room: ChatRoom | undefined): string {
  const { session } = useDesk();
  const say = useSay();
  const me = session.me.value?.person;
  const isMine = room?.kind === 'dm' && me && (room.name === me.name || room.name === me.displayName);
  return isMine ? say('myBots') : (room?.name ?? '');
}

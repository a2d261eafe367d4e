import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ChatRoom } from '../../api.d.ts';
import { recall, remember } from '../state/remembered.ts';

type Marks = Record<string, string>;

/** Which rooms have news since I last looked, as this browser remembers. The open room is always read. */
export function useReadMarks(rooms: ChatRoom[], chosen: string): (room: ChatRoom) => boolean {
  const marks = useSignal<Marks>(parse(recall('read')));
  const open = rooms.find((room) => room.id === chosen);
  useEffect(() => {
    if (!open?.lastAt || marks.peek()[open.id] === open.lastAt) return;
    marks.value = { ...marks.peek(), [open.id]: open.lastAt };
    remember('read', JSON.stringify(marks.peek()));
  }, [open?.id, open?.lastAt]);
  return (room) => room.id !== chosen && room.lastAt !== null && room.lastAt > (marks.value[room.id] ?? '');
}

function parse(text: string | null): Marks {
  try {
    return (JSON.parse(text ?? '{}') as Marks | null) ?? {};
  } catch {
    return {};
  }
}

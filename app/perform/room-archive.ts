import { isOpen } from '../../domain/incident/incident.ts';
import { keptWhy } from '../../domain/incident/words.ts';
import { OutsideError, type FailureClass } from '../../ports/errors.ts';
import type { Performer } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';
import { openedRoom, roomsOf } from './room-of.ts';

/** The incident may have been reopened meanwhile. What the chat refuses for good leaves the room as it is. */
export const roomArchive = (parts: PerformParts): Performer<'room.archive'> => ({
  type: 'room.archive',
  async perform(at) {
    const opened = await openedRoom(parts, at);
    const rooms = roomsOf(parts, at.adapter);
    if (!opened || !rooms.archive) return { dropped: 'no room, or a chat that archives none' };
    if (opened.incident.progress !== 'closed') return { dropped: 'the incident is not closed any more' };
    try {
      await rooms.archive(opened.ref);
    } catch (e) {
      if (e instanceof OutsideError && !e.passing) return { dropped: e.message };
      throw e;
    }
    return { echo: [{ type: 'room.moved', data: { adapter: at.adapter, ref: opened.ref.conv, to: 'archived' } }] };
  },
});

/** With these no later try will open it either. */
const forGood: ReadonlySet<FailureClass> = new Set(['forbidden', 'unsupported', 'not-found']);

export const roomUnarchive = (parts: PerformParts): Performer<'room.unarchive'> => ({
  type: 'room.unarchive',
  async perform(at) {
    const opened = await openedRoom(parts, at);
    if (!opened || !isOpen(opened.incident)) return { dropped: 'nobody needs the room any more' };
    const room = { adapter: at.adapter, ref: opened.ref.conv };
    const { unarchive } = roomsOf(parts, at.adapter);
    try {
      if (!unarchive) throw new OutsideError('unsupported', `the chat "${at.adapter}" takes no room out of the archive`);
      await unarchive(opened.ref);
    } catch (e) {
      if (!(e instanceof OutsideError) || !forGood.has(e.failure)) throw e;
      return { echo: [{ type: 'room.stuck', data: { ...room, because: e.why ? keptWhy(e.why) : e.message } }] };
    }
    return { echo: [{ type: 'room.moved', data: { ...room, to: 'open' } }] };
  },
});

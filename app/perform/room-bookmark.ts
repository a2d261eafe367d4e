import { sharedLang } from '../../domain/firm/of-firm.ts';
import type { Incident, Room } from '../../domain/incident/incident.ts';
import { roomLinks } from '../../domain/incident/room-links.ts';
import type { Performer } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';
import { openedRoom, roomsOf } from './room-of.ts';

/** Where a room leads to, in the language of the place. */
export function linksOf({ store, incidentUrl }: PerformParts, { incident, room }: { incident: Incident; room: Room }) {
  const resources = store.resources();
  const system = incident.system === null ? undefined : resources.get('system', incident.system)?.spec;
  return roomLinks({ url: incidentUrl(incident.number), room, system }, sharedLang(resources));
}

export const roomBookmark = (parts: PerformParts): Performer<'room.bookmark'> => ({
  type: 'room.bookmark',
  outlasts: true,
  async perform(at) {
    const opened = await openedRoom(parts, at);
    const rooms = roomsOf(parts, at.adapter);
    if (!opened || !rooms.bookmark) return { dropped: 'no room, or a chat without bookmarks' };
    await rooms.bookmark(opened.ref, linksOf(parts, opened));
    return {};
  },
});

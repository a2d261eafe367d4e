import type { Incident, Room } from '../../domain/incident/incident.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Ref, Rooms } from '../../ports/im.ts';
import type { PerformParts } from './parts.ts';

/** What a chat can do with rooms. Throws `unsupported`. */
export function roomsOf({ ims }: Pick<PerformParts, 'ims'>, adapter: string): Rooms {
  const rooms = ims.get(adapter)?.rooms;
  if (!rooms) throw new OutsideError('unsupported', `the chat "${adapter}" cannot open rooms, or is not switched on`);
  return rooms;
}

/** Throws `not-found`. */
export async function incidentOf({ store }: Pick<PerformParts, 'store'>, number: string): Promise<Incident> {
  const incident = await store.state('incident', number);
  if (!incident) throw new OutsideError('not-found', `there is no incident ${number}`);
  return incident;
}

interface Opened {
  readonly incident: Incident;
  readonly room: Room;
  readonly ref: Ref;
}

/** The incident's room in a chat, as far as it was opened there; null before. */
export async function openedRoom(parts: PerformParts, at: { incident: string; adapter: string }): Promise<Opened | null> {
  const incident = await incidentOf(parts, at.incident);
  const room = incident.rooms.find((r) => r.adapter === at.adapter);
  return room?.ref ? { incident, room, ref: { conv: room.ref } } : null;
}

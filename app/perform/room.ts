import { progressWords } from '../../domain/incident/words.ts';
import { roomNameOf } from '../../domain/chat/chat.ts';
import { roomKey, roomName } from '../../domain/incident/room-name.ts';
import { userOn } from '../../domain/people/chat-user.ts';
import { sharedLang } from '../../domain/firm/of-firm.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { MemberOutcome } from '../../ports/im.ts';
import type { Performer } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';
import { incidentOf, openedRoom, roomsOf } from './room-of.ts';

/** The platform's users for those people who have an id there. */
function users({ store }: PerformParts, people: readonly string[], adapter: string): Map<string, string> {
  const id = (person: string): string | undefined => userOn(store.duty(), person, adapter);
  return new Map(people.flatMap((person) => (id(person) === undefined ? [] : [[id(person) ?? person, person]])));
}

function outcomes(byUser: ReadonlyMap<string, string>, outcome: readonly MemberOutcome[]) {
  const person = (o: MemberOutcome): string => byUser.get(o.user) ?? o.user;
  return {
    joined: outcome.filter((o) => o.because === null).map(person),
    failed: outcome.flatMap((o) => (o.because === null ? [] : [{ person: person(o), because: o.because }])),
  };
}

/** What a room is called, before its platform makes a name of that. */
function wordsOf({ chatSpec }: PerformParts, incident: Incident, adapter: string): string {
  const room = incident.rooms.find((r) => r.adapter === adapter);
  return roomName(roomNameOf(chatSpec(adapter)), incident, room?.former?.length);
}

/** One platform call: the room by its key, with whomever that call can add. */
export const roomOpen = (parts: PerformParts): Performer<'room.open'> => ({
  type: 'room.open',
  async perform({ incident: number, adapter }, { unsure }) {
    const incident = await incidentOf(parts, number);
    const room = incident.rooms.find((r) => r.adapter === adapter);
    const byUser = users(parts, incident.people, adapter);
    const rooms = roomsOf(parts, adapter);
    const { ref, url, outcome } = await rooms.ensure({
      key: roomKey(number, room),
      name: wordsOf(parts, incident, adapter),
      private: incident.private,
      members: [...byUser.keys()],
      isRepeat: unsure,
    });
    const way = rooms.isOneWay ? { isOneWay: rooms.isOneWay } : {};
    return { echo: [{ type: 'room.answered', data: { adapter, ref: ref.conv, url, ...way, ...outcomes(byUser, outcome) } }] };
  },
});

export const roomInvite = (parts: PerformParts): Performer<'room.invite'> => ({
  type: 'room.invite',
  async perform({ incident, adapter, people }) {
    const opened = await openedRoom(parts, { incident, adapter });
    if (!opened) return { dropped: 'the room is not open yet; its opening brings everybody in' };
    const byUser = users(parts, people, adapter);
    const outcome = byUser.size > 0 ? await roomsOf(parts, adapter).invite(opened.ref, [...byUser.keys()]) : [];
    return { echo: [{ type: 'room.invited', data: { adapter, ...outcomes(byUser, outcome) } }] };
  },
});

export const roomRemove = (parts: PerformParts): Performer<'room.remove'> => ({
  type: 'room.remove',
  async perform({ incident, adapter, people }) {
    const opened = await openedRoom(parts, { incident, adapter });
    const rooms = roomsOf(parts, adapter);
    if (!opened || !rooms.remove) return { dropped: 'no room, or a chat that shows nobody out' };
    // Somebody may have called them in again.
    const gone = people.filter((person) => !opened.incident.people.includes(person));
    const byUser = users(parts, gone, adapter);
    if (byUser.size === 0) return { dropped: 'nobody is to leave any more' };
    const { failed } = outcomes(byUser, await rooms.remove(opened.ref, [...byUser.keys()]));
    return failed.length === 0 ? {} : { echo: [{ type: 'room.emptied', data: { adapter, stayed: failed } }] };
  },
});

export const roomTopic = (parts: PerformParts): Performer<'room.topic'> => ({
  type: 'room.topic',
  outlasts: true,
  async perform(at) {
    const opened = await openedRoom(parts, at);
    const rooms = roomsOf(parts, at.adapter);
    if (!opened || !rooms.topic) return { dropped: 'no room, or a chat without topics' };
    const { severity, progress } = opened.incident;
    const word = progressWords[progress][sharedLang(parts.store.resources())];
    await rooms.topic(opened.ref, `${severity} · ${word} · ${parts.incidentUrl(at.incident)}`);
    // Somebody gave it back while nobody could tell us.
    const found = { type: 'room.turned', data: { adapter: at.adapter, ref: opened.ref.conv, now: 'open' } } as const;
    return opened.room.state === 'lost' ? { echo: [found] } : {};
  },
});

export const roomPurpose = (parts: PerformParts): Performer<'room.purpose'> => ({
  type: 'room.purpose',
  outlasts: true,
  async perform(at) {
    const opened = await openedRoom(parts, at);
    const rooms = roomsOf(parts, at.adapter);
    if (!opened || !rooms.purpose) return { dropped: 'no room, or a chat whose rooms have no purpose' };
    await rooms.purpose(opened.ref, `${opened.incident.number} ${opened.incident.title}`);
    return {};
  },
});

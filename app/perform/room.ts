import type { Incident } from '../../domain/incident/incident.ts';
import { progressWords } from '../../domain/incident/words.ts';
import { userOn } from '../../domain/people/chat-user.ts';
import { sharedLang } from '../../domain/firm/of-firm.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { MemberOutcome, Rooms } from '../../ports/im.ts';
import type { Performer } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';

/** The web and chat name of a room: the number, then the title. */
const roomName = (i: Incident): string => `${i.number} ${i.title}`.slice(0, 80);

function roomsOf({ ims }: PerformParts, adapter: string): Rooms {
  const rooms = ims.get(adapter)?.rooms;
  if (!rooms) throw new OutsideError('unsupported', `the chat "${adapter}" cannot open rooms, or is not switched on`);
  return rooms;
}

async function incidentOf({ store }: PerformParts, number: string): Promise<Incident> {
  const incident = await store.state('incident', number);
  if (!incident) throw new OutsideError('not-found', `there is no incident ${number}`);
  return incident;
}

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

/** One platform call: the room by its key, with whomever that call can add. */
export const roomOpen = (parts: PerformParts): Performer<'room.open'> => ({
  type: 'room.open',
  async perform({ incident: number, adapter }, { unsure }) {
    const incident = await incidentOf(parts, number);
    const byUser = users(parts, incident.people, adapter);
    const spec = { key: number, name: roomName(incident), private: incident.private, members: [...byUser.keys()], isRepeat: unsure };
    const { ref, url, outcome } = await roomsOf(parts, adapter).ensure(spec);
    return { echo: [{ type: 'room.answered', data: { adapter, ref: ref.conv, url, ...outcomes(byUser, outcome) } }] };
  },
});

export const roomInvite = (parts: PerformParts): Performer<'room.invite'> => ({
  type: 'room.invite',
  async perform({ incident: number, adapter, people }) {
    const incident = await incidentOf(parts, number);
    const room = incident.rooms.find((r) => r.adapter === adapter);
    if (!room?.ref) return { dropped: 'the room is not open yet; its opening brings everybody in' };
    const byUser = users(parts, people, adapter);
    const outcome = byUser.size > 0 ? await roomsOf(parts, adapter).invite({ conv: room.ref }, [...byUser.keys()]) : [];
    return { echo: [{ type: 'room.invited', data: { adapter, ...outcomes(byUser, outcome) } }] };
  },
});

export const roomTopic = (parts: PerformParts): Performer<'room.topic'> => ({
  type: 'room.topic',
  async perform({ incident: number, adapter }) {
    const incident = await incidentOf(parts, number);
    const room = incident.rooms.find((r) => r.adapter === adapter);
    const rooms = roomsOf(parts, adapter);
    if (!room?.ref || !rooms.topic) return { dropped: 'no room, or a chat without topics' };
    const word = progressWords[incident.progress][sharedLang(parts.store.resources())];
    await rooms.topic({ conv: room.ref }, `${incident.severity} · ${word} · ${parts.incidentUrl(number)}`);
    return {};
  },
});

import { personOf } from '../event/event.ts';
import { isNoteFact, noteChanged, withNote } from './note.ts';
import type { AlertState, Incident, IncidentFact, IncidentFacts, Room } from './incident.ts';

/** The incident after a fact. The first must be `incident.declared`. */
export function applyIncident(state: Incident | null, fact: IncidentFact, number: string): Incident {
  if (fact.type === 'incident.declared') return declared(fact, number);
  if (!state) throw new Error(`incident ${number}: ${fact.type} before incident.declared`);
  return { ...state, ...(saying(state, fact) ?? change(state, fact)) };
}

function declared(fact: IncidentFact & { type: 'incident.declared' }, number: string): Incident {
  const { title, severity, system, cause, called } = fact.data;
  return {
    number,
    title,
    severity,
    system,
    cause,
    impact: null,
    private: fact.data.private,
    progress: 'open',
    alertState: 'none',
    // Who declares it belongs in the room too, but is not called.
    people: [...new Set([...called, ...[personOf(fact.by) ?? []].flat()])],
    roles: {},
    rooms: [],
    groups: {},
    storm: null,
    declaredBy: fact.by,
    declaredAt: fact.at,
    acknowledgedAt: null,
    acknowledgedBy: null,
    recoveredAt: null,
    resolvedAt: null,
  };
}

/** What changes only what is said of it; null for any other fact. */
function saying({ notes = [] }: Incident, fact: IncidentFact): Partial<Incident> | null {
  if (isNoteFact(fact)) return { notes: noteChanged(notes, fact) };
  if (fact.type === 'incident.noted') return { notes: withNote(notes, fact.data, personOf(fact.by)) };
  if (fact.type === 'incident.impacted') return { impact: fact.data.text };
  return fact.type === 'incident.reclassified' ? { severity: fact.data.severity } : null;
}

function change(i: Incident, fact: IncidentFact): Partial<Incident> {
  if (isRoomFact(fact)) return { rooms: withRoom(i.rooms, fact) };
  switch (fact.type) {
    case 'incident.acked':
      return acked(i, fact.data.person, fact.at);
    case 'incident.unacked':
      return { progress: i.progress === 'acknowledged' ? 'open' : i.progress, acknowledgedAt: null, acknowledgedBy: null };
    case 'incident.assigned':
    case 'incident.handed':
      return { roles: { ...i.roles, [fact.data.role]: fact.data.person }, people: withPeople(i, [fact.data.person]) };
    case 'incident.mitigated':
      return { progress: 'mitigated' };
    case 'incident.resolved':
      return { progress: 'resolved', resolvedAt: fact.at };
    case 'incident.closed':
      return { progress: 'closed' };
    case 'incident.reopened':
      return { progress: i.acknowledgedAt === null ? 'open' : 'acknowledged', resolvedAt: null };
    case 'incident.grouped':
    case 'alerts.fired':
      return alertsAre(i, { [fact.data.group]: fact.data.firing }, fact.at);
    case 'alerts.recovered':
      return alertsAre(i, { [fact.data.group]: 0 }, fact.at);
    case 'alerts.turned':
      return alertsAre(i, fact.data.groups, fact.at);
    case 'storm.grew':
      return stormGrew(i, fact.data, fact.at);
    case 'people.called':
    case 'people.mustered':
      return { people: withPeople(i, fact.data.people) };
    case 'people.left':
      return without(i, fact.data.people);
    default:
      return {};
  }
}

/** A first acknowledgement counts; later ones are lines in the timeline only. */
function acked(i: Incident, person: string, at: number): Partial<Incident> {
  return {
    progress: i.progress === 'open' ? 'acknowledged' : i.progress,
    acknowledgedAt: i.acknowledgedAt ?? at,
    acknowledgedBy: i.acknowledgedBy ?? person,
    people: withPeople(i, [person]),
  };
}

function stormGrew(i: Incident, { tie, groups }: IncidentFacts['storm.grew'], at: number): Partial<Incident> {
  const came = Object.keys(groups).filter((g) => i.groups[g] === undefined).length;
  return { ...alertsAre(i, groups, at), storm: { tie: i.storm?.tie ?? tie, groups: (i.storm?.groups ?? 0) + came } };
}

/** Called again they come in again. */
function without(i: Incident, people: readonly string[]): Pick<Incident, 'people' | 'rooms'> {
  const stays = (person: string): boolean => !people.includes(person);
  return {
    people: i.people.filter(stays),
    rooms: i.rooms.map((r) => ({ ...r, members: r.members.filter(stays), missing: r.missing.filter((m) => stays(m.person)) })),
  };
}

const withPeople = (i: Incident, more: readonly string[]): readonly string[] => [...new Set([...i.people, ...more])];

function alertsAre(i: Incident, turned: Readonly<Record<string, number>>, at: number): Partial<Incident> {
  const groups = { ...i.groups, ...turned };
  const alertState: AlertState = Object.values(groups).some((n) => n > 0) ? 'firing' : 'recovered';
  return { groups, alertState, recoveredAt: alertState === 'recovered' ? (i.recoveredAt ?? at) : null };
}

const roomFacts = [
  'room.opening',
  'room.opened',
  'room.bound',
  'room.unbound',
  'room.failed',
  'room.archived',
  'room.unarchived',
  'room.lost',
  'room.regained',
  'room.replaced',
  'people.joined',
] as const satisfies readonly (keyof IncidentFacts)[];
type RoomFact = Extract<IncidentFact, { type: (typeof roomFacts)[number] }>;

const isRoomFact = (fact: IncidentFact): fact is RoomFact => (roomFacts as readonly string[]).includes(fact.type);

function withRoom(rooms: readonly Room[], fact: RoomFact): Room[] {
  const { adapter } = fact.data;
  if (fact.type === 'room.unbound') return rooms.filter((r) => r.adapter !== adapter);
  const begun = rooms.some((r) => r.adapter === adapter) ? rooms : [...rooms, newRoom(adapter)];
  return begun.map((r) => (r.adapter === adapter ? { ...r, ...roomChange(r, fact) } : r));
}

const newRoom = (adapter: string): Room => ({ adapter, state: 'opening', ref: null, url: null, because: null, members: [], missing: [] });

function roomChange(room: Room, fact: Exclude<RoomFact, { type: 'room.unbound' }>): Partial<Room> {
  switch (fact.type) {
    case 'room.opening':
      return { state: 'opening', because: null };
    case 'room.opened':
      return {
        state: 'open',
        ref: fact.data.ref,
        url: fact.data.url,
        because: null,
        ...(fact.data.isOneWay ? { isOneWay: true } : {}),
        ...(room.state === 'failed' ? { isLate: true } : {}),
      };
    case 'room.bound':
      return { ...newRoom(room.adapter), state: 'open', ref: fact.data.ref, isBound: true };
    case 'room.failed':
      return { state: 'failed', ref: null, url: null, because: fact.data.because };
    case 'room.archived':
      return { state: 'archived' };
    case 'room.unarchived':
      return { state: 'open' };
    case 'room.lost':
      return { state: 'lost', because: fact.data.because };
    case 'room.regained':
      return { state: 'open', because: null };
    case 'room.replaced': {
      const former = [...(room.former ?? []), { ref: room.ref, url: room.url, because: fact.data.because }];
      return { ...newRoom(room.adapter), former };
    }
    case 'people.joined': {
      const { joined, failed } = fact.data;
      const told = new Set([...joined, ...failed.map((f) => f.person)]);
      return {
        members: [...new Set([...room.members, ...joined])],
        missing: [...room.missing.filter((m) => !told.has(m.person)), ...failed],
      };
    }
  }
}

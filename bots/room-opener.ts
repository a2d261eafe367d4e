import { nothing, type Decision, type TimerChange } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import type { Fact } from '../domain/event/event.ts';
import { isOpen, type Incident } from '../domain/incident/incident.ts';
import { keptWhy, roomOfOne } from '../domain/incident/words.ts';
import { userOn } from '../domain/people/chat-user.ts';
import type { EventOf } from '../domain/states.ts';
import { incidentBot, type Decide } from '../ports/bot.ts';

/** Pause before a room that could not be opened, or people that could not be added, are tried again; it grows with the incident's age. */
const repairMs = { least: 30_000, most: 30 * 60_000 };

const heard = [
  'incident.declared',
  'incident.acked',
  'incident.assigned',
  'incident.handed',
  'incident.reopened',
  'people.called',
  'people.mustered',
  'people.left',
  'room.wanted',
  'room.answered',
  'room.invited',
  'room.emptied',
  'room.replaced',
  'room.unarchived',
  'room.regained',
  'effect.failed',
] as const;
type Heard = EventOf<(typeof heard)[number]>;

/** Opens the rooms of an incident, brings its people into them, and mends what is missing. */
export default incidentBot({
  name: 'room-opener',
  hears: heard,
  decide: decided,
});

function decided(event: Heard, i: Incident, ctx: Decide): Decision {
  switch (event.type) {
    case 'incident.declared':
      return { because: { code: 'declared' }, ...opening(i, ctx) };
    case 'incident.reopened':
      return reopened(i, ctx);
    case 'room.wanted':
    case 'room.unarchived':
    case 'room.regained':
      return wanted(i, event.data.adapter, ctx);
    case 'room.answered':
      return answered(i, event.data, ctx);
    case 'room.invited':
      return invited(i, event.data, ctx);
    case 'people.left':
      return leaving(i, event.data.people, ctx);
    case 'room.emptied':
      return stayed(event.data);
    case 'room.replaced':
      return { because: { code: 'room-replaced' }, effects: [open(i.number, event.data.adapter)] };
    case 'effect.failed':
      return givenUp(i, event.data, ctx);
    default:
      return mustered(i, ctx);
  }
}

/** Whoever is called, acknowledges or is given a role belongs into the rooms, and a chat of theirs may not have one yet. */
function mustered(i: Incident, ctx: Decide): Decision {
  const { facts, effects } = opening(i, ctx);
  const isThere = i.rooms.filter((r) => r.state === 'open');
  return {
    because: { code: 'people-called' },
    facts,
    effects: [...effects, ...isThere.flatMap(({ adapter }) => inviteTo(i, adapter, ctx))],
  };
}

/** A room that could not be opened when it was needed last is needed again. */
function reopened(i: Incident, ctx: Decide): Decision {
  const { facts, effects } = opening(i, ctx);
  const failed = i.rooms.filter((r) => r.state === 'failed');
  return { because: { code: 'reopened' }, facts, effects: [...effects, ...failed.map(({ adapter }) => open(i.number, adapter))] };
}

/** Rooms that were not begun yet: the web one, and one in each chat in which one of the people has an id. */
function opening(i: Incident, ctx: Decide): { facts: Fact[]; effects: Effect[] } {
  const lacking = ctx.adapters.filter(
    (a) => ctx.roomWays(a).canOpen && (a === 'web' || i.people.some((p) => isOn(p, a, ctx))) && !i.rooms.some((r) => r.adapter === a),
  );
  return {
    facts: lacking.map((adapter) => ({ type: 'room.opening', data: { adapter } })),
    effects: lacking.map((adapter) => open(i.number, adapter)),
  };
}

const open = (incident: string, adapter: string): Effect => ({
  type: 'room.open',
  data: { incident, adapter },
  urgency: 'room',
  onCrash: 'reconcile',
  slot: `room/${incident}/${adapter}`,
});

const isOn = (person: string, adapter: string, { store }: Decide): boolean => userOn(store.duty(), person, adapter) !== undefined;

/** One call for all of our people who are not in the room and could be. */
function inviteTo(i: Incident, adapter: string, ctx: Decide): Effect[] {
  const room = i.rooms.find((r) => r.adapter === adapter);
  if (room?.isBound) return [];
  const members = room?.members ?? [];
  const people = i.people.filter((p) => !members.includes(p) && isOn(p, adapter, ctx));
  return people.length === 0
    ? []
    : [{ type: 'room.invite', data: { incident: i.number, adapter, people }, urgency: 'room', onCrash: 'repeat' }];
}

/** A group that people made is theirs to change. */
function leaving(i: Incident, people: readonly string[], ctx: Decide): Decision {
  const effects = i.rooms
    .filter((r) => r.state === 'open' && !r.isBound)
    .flatMap(({ adapter }): Effect[] => {
      const there = people.filter((p) => isOn(p, adapter, ctx));
      const data = { incident: i.number, adapter, people: there };
      return there.length === 0 ? [] : [{ type: 'room.remove', data, urgency: 'room', onCrash: 'repeat' }];
    });
  return { because: { code: 'people-left' }, effects };
}

function stayed({ adapter, stayed: who }: EventOf<'room.emptied'>['data']): Decision {
  const reasons = [...new Set(who.map(({ because }) => because))];
  const facts = reasons.map((because): Fact => {
    const people = who.flatMap((each) => (each.because === because ? [each.person] : []));
    return { type: 'people.stayed', data: { adapter, people, because } };
  });
  return { because: { code: 'people-stayed' }, facts };
}

/** Takes up whatever the room still lacks: itself, or people. One that is archived is the keeper's, one that is lost the watch's. */
function wanted(i: Incident, adapter: string, ctx: Decide): Decision {
  if (!isOpen(i)) return nothing('incident-over');
  const state = i.rooms.find((r) => r.adapter === adapter)?.state;
  if (state === 'archived') return nothing('room-archived');
  if (state === 'lost') return nothing('room-lost');
  if (state === 'open') return { because: { code: 'people-missing' }, effects: inviteTo(i, adapter, ctx) };
  return { because: { code: 'room-missing' }, effects: [open(i.number, adapter)] };
}

/** The room is there: whoever that one call did not add comes next, beside all that others bring into it. */
function answered(i: Incident, room: EventOf<'room.answered'>['data'], ctx: Decide): Decision {
  const { adapter, ref, url, joined, failed: refused } = room;
  const way = room.isOneWay ? { isOneWay: room.isOneWay } : {};
  const opened: Fact = { type: 'room.opened', data: { adapter, ref, url, ...way } };
  const tried = new Set([...joined, ...refused.map((f) => f.person)]);
  const left = inviteTo({ ...i, people: i.people.filter((p) => !tried.has(p)) }, adapter, ctx);
  return {
    because: { code: 'room-opened' },
    facts: [opened, ...changes(i, room)],
    effects: left,
    timers: [repair(i, adapter, refused.length > 0 ? ctx.now : null)],
  };
}

/** Who comes by themselves brings nobody else along: those who were missing before still are. */
function invited(i: Incident, data: EventOf<'room.invited'>['data'], ctx: Decide): Decision {
  const before = i.rooms.find((r) => r.adapter === data.adapter)?.missing ?? [];
  const again = data.failed.length > 0 || before.some(({ person }) => !data.joined.includes(person));
  return {
    because: { code: again ? 'people-missing' : 'people-joined' },
    facts: changes(i, data),
    timers: [repair(i, data.adapter, again ? ctx.now : null)],
  };
}

/** Only what is news: who was missing for the same reason before is no line of the story again. */
function changes(i: Incident, { adapter, joined, failed }: EventOf<'room.invited'>['data']): Fact[] {
  const room = i.rooms.find((r) => r.adapter === adapter);
  const come = joined.filter((p) => !room?.members.includes(p));
  const missed = failed.filter((f) => !room?.missing.some((m) => m.person === f.person && m.because === f.because));
  return come.length + missed.length > 0 ? [{ type: 'people.joined', data: { adapter, joined: come, failed: missed } }] : [];
}

/** Sets the next try; `now: null` when nothing is missing. */
function repair(i: Incident, adapter: string, now: number | null): TimerChange {
  const name = `room/${adapter}`;
  if (now === null || !isOpen(i)) return { name, at: null };
  const pause = Math.min(Math.max(now - i.declaredAt, repairMs.least), repairMs.most);
  return { name, at: now + pause, event: { type: 'room.wanted', data: { adapter } } };
}

const mended: ReadonlySet<string> = new Set(['room.open', 'room.invite', 'room.unarchive']);

function givenUp(i: Incident, { effect, data, why, ...told }: EventOf<'effect.failed'>['data'], ctx: Decide): Decision {
  const { adapter, people = [] } = data as { adapter: string; people?: readonly string[] };
  if (effect === 'room.remove')
    return stayed({ adapter, stayed: people.map((person) => ({ person, because: why ? keptWhy(why) : told.because })) });
  if (!mended.has(effect)) return nothing('not-for-rooms');
  const isOfOne = why?.code === roomOfOne;
  const because = why ? keptWhy(why) : told.because;
  const room = i.rooms.find((r) => r.adapter === adapter);
  const isNews = room?.state !== 'failed' || room.because !== because;
  const unopened: Fact[] = isNews && effect === 'room.open' ? [{ type: 'room.failed', data: { adapter, because } }] : [];
  const uninvited = isOfOne ? [] : changes(i, { adapter, joined: [], failed: people.map((person) => ({ person, because })) });
  return {
    because: { code: `${effect}-failed`, data: { incident: i.number } },
    facts: [...unopened, ...uninvited],
    effects: unopened.length > 0 && room?.state !== 'failed' ? elsewhere(i, { adapter, because }, ctx) : [],
    timers: [repair(i, adapter, ctx.now)],
  };
}

/** Nobody sees a private incident but its people, and whoever is alone has nobody to ask: who counts on this chat learns there, once and alone, where its room is. */
function elsewhere(i: Incident, { adapter, because }: { adapter: string; because: string }, ctx: Decide): Effect[] {
  if (!i.private && because !== roomOfOne) return [];
  return i.people
    .filter((person) => isOn(person, adapter, ctx))
    .map((person) => ({
      type: 'chat.say',
      data: {
        target: { to: 'person', person, adapter },
        say: 'room-elsewhere',
        data: { incident: i.number, because, ...(i.private ? { isPrivate: true } : {}) },
      },
      urgency: 'card',
      onCrash: 'reconcile',
    }));
}

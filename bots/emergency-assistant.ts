import { nothing, type Decision, type TimerChange } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import { keyOf, type Actor, type Fact, type Told } from '../domain/event/event.ts';
import { isOpen, type Declared, type Incident } from '../domain/incident/incident.ts';
import type { EventOf } from '../domain/states.ts';
import { userOn } from '../domain/people/chat-user.ts';
import { bot, type Decide } from '../ports/bot.ts';

/** Pause before a room that could not be opened, or people that could not be added, are tried again; it grows with the incident's age. */
const repairMs = { least: 30_000, most: 30 * 60_000 };

const facts = [
  'incident.declared',
  'incident.acked',
  'incident.unacked',
  'incident.snoozed',
  'incident.assigned',
  'incident.handed',
  'incident.reclassified',
  'incident.impacted',
  'incident.mitigated',
  'incident.resolved',
  'incident.reopened',
  'incident.closed',
  'incident.escalated',
  'alerts.fired',
  'alerts.recovered',
  'alerts.turned',
  'storm.grew',
  'incident.grouped',
  'people.called',
  'people.mustered',
  'people.joined',
  'call.unanswered',
  'room.opened',
  'room.failed',
] as const;
const events = [
  'group.turned',
  'group.remarked',
  'storm.joined',
  'room.wanted',
  'room.answered',
  'room.invited',
  'card.shown',
  'effect.failed',
] as const;

type Heard = EventOf<(typeof facts)[number] | (typeof events)[number]>;

/** Opens the room, musters the people, keeps the card true and pinned, and mends what is missing. */
export default bot({
  name: 'emergency-assistant',
  hears: [...facts, ...events],
  async decide(event: Heard, ctx: Decide): Promise<Decision | null> {
    if (!event.key.startsWith('incident:')) return null;
    const number = event.key.slice('incident:'.length);
    const incident = await ctx.store.state('incident', number);
    if (!incident) return nothing('no-such-incident');
    return heard(event, incident, ctx);
  },
});

function heard(event: Heard, i: Incident, ctx: Decide): Decision {
  switch (event.type) {
    case 'incident.declared':
      return declared(i, event.data, ctx);
    case 'room.wanted':
      return wanted(i, event.data.adapter, ctx);
    case 'room.answered':
      return answered(i, event.data, ctx);
    case 'room.invited':
      return invited(i, event.data, ctx);
    case 'card.shown':
      return shown(i, event);
    case 'effect.failed':
      return givenUp(i, event.data, ctx);
    case 'group.turned':
      return groupsTurned(i, event.data.groups);
    case 'group.remarked':
      return { because: { code: 'remarked' }, facts: [{ type: 'alerts.remarked', data: event.data }] };
    case 'storm.joined':
      return stormJoined(i, event.data);
    case 'people.called':
    case 'people.mustered':
    case 'incident.acked':
    case 'incident.assigned':
      return mustered(i, event, ctx);
    case 'incident.handed':
      return handed(i, event, ctx);
    case 'room.opened':
      return { because: { code: 'room-opened' }, effects: [...cards(i), topic(i, event.data.adapter)] };
    default:
      return { because: { code: 'card-stale' }, effects: [...cards(i), ...topics(i, event), ...spoken(i, event)], tell: told(i, event) };
  }
}

function declared(i: Incident, d: Declared, ctx: Decide): Decision {
  const rooms = opening(i, ctx);
  const grouped: Fact[] = d.group ? [{ type: 'incident.grouped', data: { group: d.group, firing: 1 } }] : [];
  return {
    because: { code: 'declared' },
    facts: [...grouped, ...rooms.facts],
    effects: rooms.effects,
    tell: d.group ? [{ key: keyOf('group', d.group), type: 'group.incident', data: { incident: i.number, open: true } }] : [],
  };
}

/** Whoever is called, acknowledges or is given a role belongs into the rooms, and a chat of theirs may not have one yet. */
function mustered(i: Incident, event: Heard, ctx: Decide): Decision {
  const rooms = opening(i, ctx);
  const invites = openRooms(i).flatMap((adapter) => inviteTo(i, adapter, ctx));
  return {
    because: { code: 'people-called' },
    facts: rooms.facts,
    effects: [...rooms.effects, ...invites, ...cards(i), ...topics(i, event), ...spoken(i, event)],
  };
}

/** Both are told where they read for themselves too: a room may be loud. */
function handed(i: Incident, event: EventOf<'incident.handed'>, ctx: Decide): Decision {
  const decided = mustered(i, event, ctx);
  const data = { type: event.type, data: event.data, by: event.by };
  const notes = [event.data.from, event.data.person].flatMap((person) =>
    ctx.adapters
      .filter((adapter) => isOn(person, adapter, ctx))
      .map((adapter): Effect => ({
        type: 'chat.say',
        data: { target: { to: 'person', person, adapter }, say: 'fact', data },
        urgency: 'card',
        onCrash: 'reconcile',
      })),
  );
  return { ...decided, effects: [...(decided.effects ?? []), ...notes] };
}

const isOn = (person: string, adapter: string, { store }: Decide): boolean => userOn(store.duty(), person, adapter) !== undefined;

/** Rooms that were not begun yet: the web one, and one in each chat in which one of the people has an id. */
function opening(i: Incident, ctx: Decide): { facts: Fact[]; effects: Effect[] } {
  const lacking = ctx.adapters.filter(
    (a) => (a === 'web' || i.people.some((p) => isOn(p, a, ctx))) && !i.rooms.some((r) => r.adapter === a),
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

/** One call for all of our people who are not in the room and could be. */
function inviteTo(i: Incident, adapter: string, ctx: Decide): Effect[] {
  const members = i.rooms.find((r) => r.adapter === adapter)?.members ?? [];
  const people = i.people.filter((p) => !members.includes(p) && isOn(p, adapter, ctx));
  return people.length === 0
    ? []
    : [{ type: 'room.invite', data: { incident: i.number, adapter, people }, urgency: 'room', onCrash: 'repeat' }];
}

/** Takes up whatever the room still lacks: itself, or people. */
function wanted(i: Incident, adapter: string, ctx: Decide): Decision {
  if (!isOpen(i)) return nothing('incident-over');
  const room = i.rooms.find((r) => r.adapter === adapter);
  if (room?.state === 'open') return { because: { code: 'people-missing' }, effects: inviteTo(i, adapter, ctx) };
  return { because: { code: 'room-missing' }, effects: [open(i.number, adapter)] };
}

/** The room is there: its card, its topic and whoever that one call did not add come next, all at once. */
function answered(i: Incident, room: EventOf<'room.answered'>['data'], ctx: Decide): Decision {
  const { adapter, ref, url, joined, failed: refused } = room;
  const opened: Fact = { type: 'room.opened', data: { adapter, ref, url } };
  const tried = new Set([...joined, ...refused.map((f) => f.person)]);
  const left = inviteTo({ ...i, people: i.people.filter((p) => !tried.has(p)) }, adapter, ctx);
  return {
    because: { code: 'room-opened' },
    facts: [opened, ...changes(i, room)],
    effects: left,
    timers: [repair(i, adapter, refused.length > 0 ? ctx.now : null)],
  };
}

function invited(i: Incident, data: EventOf<'room.invited'>['data'], ctx: Decide): Decision {
  const again = data.failed.length > 0;
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

function shown(i: Incident, { data }: EventOf<'card.shown'>): Decision {
  if (!data.first || data.target.to !== 'room' || data.view.kind !== 'incident') return nothing('card-edited');
  const pin: Effect = {
    type: 'card.pin',
    data: { view: data.view, target: data.target },
    urgency: 'room',
    onCrash: 'repeat',
    slot: `pin/${i.number}/${data.target.adapter}`,
  };
  return { because: { code: 'card-first-shown' }, effects: [pin] };
}

function givenUp(i: Incident, { effect, data, because }: EventOf<'effect.failed'>['data'], ctx: Decide): Decision {
  if (effect !== 'room.open' && effect !== 'room.invite') return nothing('left-to-next-edit');
  const { adapter, people = [] } = data as { adapter: string; people?: readonly string[] };
  const room = i.rooms.find((r) => r.adapter === adapter);
  const isNews = room?.state !== 'failed' || room.because !== because;
  const unopened: Fact[] = isNews ? [{ type: 'room.failed', data: { adapter, because } }] : [];
  const uninvited = changes(i, { adapter, joined: [], failed: people.map((person) => ({ person, because })) });
  return {
    because: { code: `${effect}-failed`, data: { incident: i.number } },
    facts: effect === 'room.open' ? unopened : uninvited,
    timers: [repair(i, adapter, ctx.now)],
  };
}

function groupsTurned(i: Incident, groups: EventOf<'group.turned'>['data']['groups']): Decision {
  const news = Object.entries(groups).filter(([group, firing]) => i.groups[group] !== firing);
  const [only] = news;
  if (!only) return nothing('nothing-turned');
  // Resolved while the alerts that fire anew were on their way to it: they need an incident of their own.
  const missed = isOpen(i) ? [] : news.filter(([group, firing]) => i.groups[group] === 0 && firing > 0).map(([group]) => group);
  if (missed.length > 0) return { because: { code: 'incident-was-over' }, tell: missed.map((group) => missedBy(i, group)) };
  if (news.length > 1 || i.storm) return manyTurned(i, Object.fromEntries(news));
  const [group, firing] = only;
  if (i.groups[group] === undefined)
    return { because: { code: 'grouped' }, facts: [{ type: 'incident.grouped', data: { group, firing } }] };
  if (firing === 0) return { because: { code: 'recovered' }, facts: [{ type: 'alerts.recovered', data: { group } }] };
  const fired = { type: 'alerts.fired', data: { group, firing } };
  // More of what fires anyway shows on the card; that it came back deserves a line.
  return {
    because: { code: 'fired' },
    facts: [fired],
    effects: i.alertState === 'recovered' ? says(i, { ...fired, by: 'bot:emergency-assistant' }) : [],
  };
}

function manyTurned(i: Incident, groups: Readonly<Record<string, number>>): Decision {
  const sum = (of: Readonly<Record<string, number>>): number => Object.values(of).reduce((n, firing) => n + firing, 0);
  const turned = { type: 'alerts.turned', data: { groups, firing: sum({ ...i.groups, ...groups }), before: sum(i.groups) } };
  const isTurn = (turned.data.firing === 0) !== (turned.data.before === 0);
  return {
    because: { code: 'turned' },
    facts: [turned],
    effects: isTurn ? says(i, { ...turned, by: 'bot:emergency-assistant' }) : [],
  };
}

const missedBy = (i: Incident, group: string): Told => ({
  key: keyOf('group', group),
  type: 'group.incident',
  data: { incident: i.number, open: false, missed: true },
});

/** The room hears once that it is a storm; how it grows is on the card. */
function stormJoined(i: Incident, data: EventOf<'storm.joined'>['data']): Decision {
  const grew = { type: 'storm.grew', data };
  return {
    because: { code: 'storm', data: { groups: Object.keys(data.groups).length } },
    facts: [grew],
    effects: i.storm ? [] : says(i, { type: 'storm.grew', data: { ...data, groups: {} }, by: 'bot:emergency-assistant' }),
  };
}

const openRooms = (i: Incident): string[] => i.rooms.filter((r) => r.state === 'open').map((r) => r.adapter);

function cards(i: Incident): Effect[] {
  return openRooms(i).map((adapter) => {
    const target = { to: 'room', incident: i.number, adapter } as const;
    return {
      type: 'card.show',
      data: { view: { kind: 'incident', id: i.number }, target },
      urgency: 'card',
      onCrash: 'repeat',
      slot: `incident/${i.number}/${adapter}`,
    };
  });
}

const topic = (i: Incident, adapter: string): Effect => ({
  type: 'room.topic',
  data: { incident: i.number, adapter },
  urgency: 'room',
  onCrash: 'repeat',
  slot: `topic/${i.number}/${adapter}`,
});

/** The topic names the severity and how far it is; what changes either changes the topic. */
const turnsTopic: ReadonlySet<string> = new Set([
  'incident.acked',
  'incident.unacked',
  'incident.mitigated',
  'incident.resolved',
  'incident.reopened',
  'incident.closed',
  'incident.reclassified',
]);

const topics = (i: Incident, event: Heard): Effect[] =>
  turnsTopic.has(event.type) ? openRooms(i).map((adapter) => topic(i, adapter)) : [];

/** The few turns that deserve a line, because an edited card makes no sound. */
function spoken(i: Incident, event: Heard): Effect[] {
  const worthALine = [
    'incident.acked',
    'incident.unacked',
    'incident.snoozed',
    'alerts.recovered',
    'incident.impacted',
    'incident.mitigated',
    'incident.resolved',
    'incident.reopened',
    'incident.closed',
    'incident.handed',
    'incident.escalated',
    'people.called',
    'people.mustered',
    'call.unanswered',
    'incident.reclassified',
  ];
  if (!worthALine.includes(event.type)) return [];
  // Whom the first step calls is on the card that is posted then.
  if (event.type === 'people.called' && event.data.cycle === 0 && event.data.step === 0) return [];
  if (event.type === 'alerts.recovered' && i.alertState !== 'recovered') return [];
  return says(i, { type: event.type, data: event.data, by: event.by });
}

/** A room that is still being opened hears it as soon as it is there. */
const says = (i: Incident, data: { type: string; data: unknown; by: Actor }): Effect[] =>
  i.rooms
    .filter((r) => r.state !== 'failed')
    .map(({ adapter }) => ({
      type: 'chat.say',
      data: { target: { to: 'room', incident: i.number, adapter }, say: 'fact', data },
      urgency: 'card',
      onCrash: 'reconcile',
    }));

/** Its alert groups learn that it is over, or open again. */
function told(i: Incident, event: Heard): Told[] {
  if (event.type !== 'incident.resolved' && event.type !== 'incident.reopened') return [];
  const state = event.type === 'incident.reopened';
  return Object.keys(i.groups).map((group) => ({
    key: keyOf('group', group),
    type: 'group.incident',
    data: { incident: i.number, open: state },
  }));
}

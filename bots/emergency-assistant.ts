import { nothing, type Decision } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import { keyOf, type Actor, type Fact, type Told } from '../domain/event/event.ts';
import type { Declared, Incident } from '../domain/incident/incident.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';

/** Pause before a room that could not be opened, or people that could not be added, are tried again. */
const repairMs = 30_000;

const facts = [
  'incident.declared',
  'incident.acked',
  'incident.assigned',
  'incident.reclassified',
  'incident.resolved',
  'incident.reopened',
  'alerts.fired',
  'alerts.recovered',
  'incident.grouped',
  'people.called',
  'people.joined',
  'call.unanswered',
  'room.opened',
  'room.failed',
] as const;
const events = ['group.turned', 'room.wanted', 'room.answered', 'room.invited', 'card.shown', 'effect.failed'] as const;

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
      return wanted(i, event.data.adapter);
    case 'room.answered':
      return answered(i, event.data);
    case 'room.invited':
      return invited(event.data);
    case 'card.shown':
      return shown(i, event);
    case 'effect.failed':
      return failed(i, event.data, ctx);
    case 'group.turned':
      return groupTurned(i, event.data);
    case 'people.called':
      return { because: { code: 'people-called' }, effects: [...invites(i, event.data.people), ...cards(i)] };
    case 'room.opened':
      return { because: { code: 'room-opened' }, effects: [...cards(i), topic(i, event.data.adapter)] };
    default:
      return { because: { code: 'card-stale' }, effects: [...cards(i), ...spoken(i, event)], tell: told(i, event) };
  }
}

/** Rooms: the web one, and one in each chat in which a called person has an id. */
function declared(i: Incident, d: Declared, ctx: Decide): Decision {
  const called = i.people.map((p) => ctx.store.resources().get('person', p)?.spec);
  const adapters = ctx.adapters.filter((a) => a === 'web' || called.some((p) => p?.chat[a] !== undefined));
  const grouped: Fact[] = d.group ? [{ type: 'incident.grouped', data: { group: d.group, firing: 1 } }] : [];
  return {
    because: { code: 'declared' },
    facts: [...grouped, ...adapters.map((adapter) => ({ type: 'room.opening', data: { adapter } }))],
    effects: adapters.map((adapter) => open(i.number, adapter)),
    tell: d.group ? [{ key: keyOf('group', d.group), type: 'group.incident', data: { incident: i.number, open: true } }] : [],
  };
}

const open = (incident: string, adapter: string): Effect => ({
  type: 'room.open',
  data: { incident, adapter },
  urgency: 'room',
  onCrash: 'reconcile',
  slot: `room/${incident}/${adapter}`,
});

/** Takes up whatever the room still lacks: itself, or people. */
function wanted(i: Incident, adapter: string): Decision {
  const room = i.rooms.find((r) => r.adapter === adapter);
  if (room?.state === 'open') return { because: { code: 'people-missing' }, effects: invites(i, i.people) };
  return { because: { code: 'room-missing' }, effects: [open(i.number, adapter)] };
}

/** The room is there: its card, its topic and whoever that one call did not add come next, all at once. */
function answered(i: Incident, room: EventOf<'room.answered'>['data']): Decision {
  const { adapter, ref, url, joined, failed: refused } = room;
  const missing = i.people.filter((p) => !joined.includes(p));
  const people: Fact[] = joined.length + refused.length > 0 ? [{ type: 'people.joined', data: { adapter, joined, failed: refused } }] : [];
  const invite: Effect[] = missing.length > 0 ? [inviteTo(i.number, adapter, missing)] : [];
  return { because: { code: 'room-opened' }, facts: [{ type: 'room.opened', data: { adapter, ref, url } }, ...people], effects: invite };
}

function invited(data: EventOf<'room.invited'>['data']): Decision {
  const again = data.failed.length > 0;
  return {
    because: { code: again ? 'people-missing' : 'people-joined' },
    facts: [{ type: 'people.joined', data }],
    timers: again ? [{ name: `room/${data.adapter}`, at: null }] : [],
  };
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

function failed(i: Incident, { effect, data, because }: EventOf<'effect.failed'>['data'], ctx: Decide): Decision {
  if (effect !== 'room.open' && effect !== 'room.invite') return nothing('left-to-next-edit');
  const { adapter } = data as { adapter: string };
  const again = { name: `room/${adapter}`, at: ctx.now + repairMs, event: { type: 'room.wanted', data: { adapter } } };
  const fact: Fact =
    effect === 'room.open'
      ? { type: 'room.failed', data: { adapter, because } }
      : {
          type: 'people.joined',
          data: { adapter, joined: [], failed: (data as { people: string[] }).people.map((person) => ({ person, because })) },
        };
  return { because: { code: `${effect}-failed`, data: { incident: i.number } }, facts: [fact], timers: [again] };
}

function groupTurned(i: Incident, data: EventOf<'group.turned'>['data']): Decision {
  const before = i.groups[data.group];
  if (before === undefined) return { because: { code: 'grouped' }, facts: [{ type: 'incident.grouped', data }] };
  if (before === data.firing) return nothing('nothing-turned');
  if (data.firing === 0) return { because: { code: 'recovered' }, facts: [{ type: 'alerts.recovered', data: { group: data.group } }] };
  const fired = { type: 'alerts.fired', data };
  // More of what fires anyway shows on the card; that it came back deserves a line.
  return {
    because: { code: 'fired' },
    facts: [fired],
    effects: i.alertState === 'recovered' ? says(i, { ...fired, by: 'bot:emergency-assistant' }) : [],
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

const inviteTo = (incident: string, adapter: string, people: readonly string[]): Effect => ({
  type: 'room.invite',
  data: { incident, adapter, people },
  urgency: 'room',
  onCrash: 'repeat',
});

const invites = (i: Incident, people: readonly string[]): Effect[] =>
  people.length === 0 ? [] : openRooms(i).map((adapter) => inviteTo(i.number, adapter, people));

/** The few turns that deserve a line, because an edited card makes no sound. */
function spoken(i: Incident, event: Heard): Effect[] {
  const worthALine = [
    'incident.acked',
    'alerts.recovered',
    'incident.resolved',
    'incident.reopened',
    'call.unanswered',
    'incident.reclassified',
  ];
  if (!worthALine.includes(event.type)) return [];
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

import { nothing, type Decision } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import type { Target } from '../domain/card/view.ts';
import { keyOf, type Actor, type Told } from '../domain/event/event.ts';
import { isOpen, type Declared, type Incident, type Room } from '../domain/incident/incident.ts';
import type { EventOf } from '../domain/states.ts';
import { chatsFor } from '../domain/people/chat-user.ts';
import { incidentBot, type Decide } from '../ports/bot.ts';

const facts = [
  'incident.declared',
  'incident.acked',
  'incident.unacked',
  'incident.snoozed',
  'incident.assigned',
  'incident.handed',
  'incident.reclassified',
  'incident.noted',
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
  'people.left',
  'people.joined',
  'call.unanswered',
  'room.opened',
  'room.bound',
  'room.failed',
  'room.unarchived',
  'room.lost',
  'room.regained',
] as const;
const events = ['group.turned', 'group.remarked', 'storm.joined', 'card.shown'] as const;

type Heard = EventOf<(typeof facts)[number] | (typeof events)[number]>;

/** Speaks in the rooms: keeps the card true and pinned, says what deserves a line, and follows the alerts. */
export default incidentBot({
  name: 'emergency-assistant',
  hears: [...facts, ...events],
  decide: heard,
});

function heard(event: Heard, i: Incident, ctx: Decide): Decision {
  switch (event.type) {
    case 'incident.declared':
      return declared(i, event.data);
    case 'card.shown':
      return shown(i, event);
    case 'group.turned':
      return groupsTurned(i, event.data.groups);
    case 'group.remarked':
      return { because: { code: 'remarked' }, facts: [{ type: 'alerts.remarked', data: event.data }] };
    case 'storm.joined':
      return stormJoined(i, event.data);
    case 'incident.handed':
      return handed(i, event, ctx);
    case 'incident.noted':
      return { because: { code: 'noted' }, effects: noted(i, event) };
    default:
      return { because: { code: 'card-stale' }, effects: [...cards(i, ctx), ...spoken(i, event)], tell: told(i, event) };
  }
}

function declared(i: Incident, d: Declared): Decision {
  return {
    because: { code: 'declared' },
    facts: d.group ? [{ type: 'incident.grouped', data: { group: d.group, firing: 1 } }] : [],
    tell: d.group ? [{ key: keyOf('group', d.group), type: 'group.incident', data: { incident: i.number, open: true } }] : [],
  };
}

/** Both are told where they read for themselves too: a room may be loud. */
function handed(i: Incident, event: EventOf<'incident.handed'>, ctx: Decide): Decision {
  const data = { type: event.type, data: event.data, by: event.by };
  const notes = [event.data.from, event.data.person].flatMap((person) =>
    chatsFor(ctx.store.duty(), person, ctx.adapters).map((adapter): Effect => ({
      type: 'chat.say',
      data: { target: { to: 'person', person, adapter }, say: 'fact', data },
      urgency: 'card',
      onCrash: 'reconcile',
    })),
  );
  return { because: { code: 'handed' }, effects: [...cards(i, ctx), ...spoken(i, event), ...notes] };
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

const cards = (i: Incident, ctx: Decide): Effect[] =>
  i.rooms.flatMap((room) => {
    const { adapter, state } = room;
    const inRoom = state === 'open' ? [cardFor(i, { to: 'room', incident: i.number, adapter })] : [];
    return [...inRoom, ...ownCards(i, room, ctx)];
  });

/** Where nothing can be pressed in the room, or there is none, each of its people has the card to themselves. Who had it before the room came keeps a true one. */
function ownCards(i: Incident, room: Room, ctx: Decide): Effect[] {
  const { adapter, isOneWay, members } = room;
  const isThere = (person: string): boolean => chatsFor(ctx.store.duty(), person, ctx.adapters).includes(adapter);
  const there = isWithout(i, room, ctx) || (room.state === 'open' && room.isLate) ? i.people.filter(isThere) : [];
  const readers = room.state === 'open' ? members.filter(() => isOneWay) : there;
  const kept = there.filter((person) => !readers.includes(person));
  return [
    ...readers.map((person) => cardFor(i, { to: 'person', person, adapter })),
    ...kept.map((person) => cardFor(i, { to: 'person', person, adapter }, { onlyIfShown: true })),
  ];
}

/** What is pressed elsewhere anyway does not wait for a room that waits for a second person; until somebody has it, the page is what is pressed. */
const isWithout = (i: Incident, { adapter, state }: Room, { roomWays }: Decide): boolean =>
  state === 'failed' || (state === 'opening' && i.acknowledgedAt !== null && roomWays(adapter).isOneWay);

const cardFor = (i: Incident, target: Target, how: { onlyIfShown?: true } = {}): Effect => ({
  type: 'card.show',
  data: { view: { kind: 'incident', id: i.number }, target, ...how },
  urgency: 'card',
  onCrash: 'repeat',
  slot: `incident/${i.number}/${target.to === 'person' ? `${target.person}/` : ''}${'adapter' in target ? target.adapter : ''}`,
});

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
    'incident.assigned',
    'incident.handed',
    'incident.escalated',
    'people.called',
    'people.mustered',
    'people.left',
    'call.unanswered',
    'incident.reclassified',
    'room.lost',
    'room.regained',
  ];
  if (!worthALine.includes(event.type)) return [];
  // Whom the first step calls is on the card that is posted then.
  if (event.type === 'people.called' && event.data.cycle === 0 && event.data.step === 0) return [];
  if (event.type === 'alerts.recovered' && i.alertState !== 'recovered') return [];
  return says(i, { type: event.type, data: event.type === 'incident.acked' ? ackedIn(i, event.data) : event.data, by: event.by });
}

/** What was marked in a room stands there already, and the console shows the story beside its own. */
const noted = (i: Incident, { type, data, by }: EventOf<'incident.noted'>): Effect[] =>
  data.source === undefined ? says({ ...i, rooms: i.rooms.filter(({ adapter }) => adapter !== 'web') }, { type, data, by }) : [];

const ackedIn = ({ acknowledgedBy: has }: Incident, acked: EventOf<'incident.acked'>['data']): EventOf<'incident.acked'>['data'] =>
  has === null || has === acked.person ? acked : { ...acked, has };

/** A room that is still being opened, or taken out of the archive for an incident that is open again, hears it as soon as it is there. */
const says = (i: Incident, data: { type: string; data: unknown; by: Actor }): Effect[] =>
  i.rooms
    .filter((r) => r.state === 'open' || r.state === 'opening' || (r.state === 'archived' && isOpen(i)))
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

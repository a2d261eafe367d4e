import { nothing, type Decision, type TimerChange } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import { isOpen, type Incident, type Room } from '../domain/incident/incident.ts';
import type { EventOf } from '../domain/states.ts';
import { incidentBot, type Decide } from '../ports/bot.ts';

const dayMs = 86_400_000;
/** Archived at once means after what is said at closing has been read out. */
const leastMs = 60_000;
/** A document is not written anew more often. */
const gatherMs = 5_000;

/** What the living document shows. */
const shown = [
  'incident.acked',
  'incident.unacked',
  'incident.snoozed',
  'incident.assigned',
  'incident.handed',
  'incident.reclassified',
  'incident.noted',
  'incident.amended',
  'incident.withdrawn',
  'incident.impacted',
  'incident.mitigated',
  'incident.resolved',
  'incident.reopened',
  'incident.closed',
  'incident.escalated',
  'incident.grouped',
  'alerts.fired',
  'alerts.recovered',
  'alerts.turned',
  'storm.grew',
  'people.called',
  'people.mustered',
  'people.left',
  'people.stayed',
  'people.joined',
  'call.unanswered',
  'room.opened',
  'room.bound',
  'room.unarchived',
  'room.lost',
  'room.regained',
] as const;
const events = ['room.wanted', 'room.stale', 'room.moved', 'room.stuck', 'effect.failed'] as const;
type Heard = EventOf<(typeof shown)[number] | (typeof events)[number]>;

/** Keeps the rooms of an incident once they are open: topic, bookmarks, the living document; archived some days after closing, and taken out
 *  again, or replaced, when the incident is reopened. */
export default incidentBot({
  name: 'room-keeper',
  hears: [...shown, ...events],
  decide: decided,
});

function decided(event: Heard, i: Incident, ctx: Decide): Decision {
  switch (event.type) {
    case 'room.wanted':
      return takeOut(i, event.data.adapter);
    case 'room.stale':
      return stale(i, event.data.adapter, ctx);
    case 'room.moved':
      return moved(i, event.data);
    case 'room.stuck':
      return stuck(i, event.data);
    case 'effect.failed':
      return notArchived(i, event.data, ctx);
    default:
      return changed(i, event, ctx);
  }
}

function changed(i: Incident, event: EventOf<(typeof shown)[number]>, ctx: Decide): Decision {
  const document = ofRooms(i, (r) => ctx.roomWays(r.adapter).documents, documentOf);
  const topics = turnsTopic.has(event.type) ? ofRooms(i, () => true, topicOf) : [];
  const because = { code: 'room-outdated' };
  switch (event.type) {
    case 'room.opened':
    case 'room.bound':
      return { because: { code: 'room-opened' }, effects: [...furnishing(i, event.data.adapter, ctx), ...document] };
    case 'room.unarchived':
    case 'room.regained':
      return { because, effects: [...atTheTop(i, event.data.adapter, ctx), ...document] };
    case 'incident.closed':
      return { because, effects: [...topics, ...document], timers: i.rooms.flatMap((r) => archiving(r, ctx)) };
    case 'incident.reopened':
      return {
        because,
        effects: [...topics, ...document, ...ofRooms(i, () => true, takingOut, 'archived')],
        timers: i.rooms.map(({ adapter }) => ({ name: archiveTimer(adapter), at: null })),
      };
    default:
      return { because, effects: [...topics, ...document] };
  }
}

/** All that a new room gets at once; one that took the place of another names it. */
function furnishing(i: Incident, adapter: string, ctx: Decide): Effect[] {
  const old = roomOf(i, adapter)?.former?.at(-1);
  const target = { to: 'room', incident: i.number, adapter } as const;
  const data = { type: 'room.replaced', data: { adapter, url: old?.url ?? null, because: old?.because ?? '' }, by: 'bot:room-keeper' };
  return [
    ...atTheTop(i, adapter, ctx),
    ...(ctx.roomWays(adapter).purposes ? [purposeOf(i, adapter)] : []),
    ...(old ? [{ type: 'chat.say', data: { target, say: 'fact', data }, urgency: 'card', onCrash: 'reconcile' } as const] : []),
  ];
}

const atTheTop = (i: Incident, adapter: string, ctx: Decide): Effect[] => [
  topicOf(i, adapter),
  ...(ctx.roomWays(adapter).bookmarks ? [bookmarksOf(i, adapter)] : []),
];

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

const roomOf = (i: Incident, adapter: string): Room | undefined => i.rooms.find((r) => r.adapter === adapter);

const ofRooms = (
  i: Incident,
  which: (room: Room) => boolean,
  effect: (i: Incident, adapter: string) => Effect,
  state: Room['state'] = 'open',
): Effect[] => i.rooms.filter((r) => r.state === state && which(r)).map(({ adapter }) => effect(i, adapter));

const topicOf = (i: Incident, adapter: string): Effect => ({
  type: 'room.topic',
  data: { incident: i.number, adapter },
  urgency: 'room',
  onCrash: 'repeat',
  slot: `topic/${i.number}/${adapter}`,
});

const purposeOf = (i: Incident, adapter: string): Effect => ({
  type: 'room.purpose',
  data: { incident: i.number, adapter },
  urgency: 'digest',
  onCrash: 'repeat',
});

const bookmarksOf = (i: Incident, adapter: string): Effect => ({
  type: 'room.bookmark',
  data: { incident: i.number, adapter },
  urgency: 'room',
  onCrash: 'repeat',
  slot: `bookmarks/${i.number}/${adapter}`,
});

const documentOf = (i: Incident, adapter: string): Effect => ({
  type: 'room.document',
  data: { incident: i.number, adapter },
  urgency: 'digest',
  onCrash: 'repeat',
  slot: `document/${i.number}/${adapter}`,
  gatherMs,
});

/** Putting away and taking out never overtake each other. */
const moving =
  (type: 'room.archive' | 'room.unarchive', urgency: Effect['urgency']) =>
  (i: Incident, adapter: string): Effect => ({
    type,
    data: { incident: i.number, adapter },
    urgency,
    onCrash: 'repeat',
    slot: `archive/${i.number}/${adapter}`,
  });
const puttingAway = moving('room.archive', 'digest');
const takingOut = moving('room.unarchive', 'room');

const archiveTimer = (adapter: string): string => `archive/${adapter}`;

function archiving({ adapter, state }: Room, ctx: Decide): TimerChange[] {
  const days = ctx.roomWays(adapter).archiveAfterDays;
  if (state !== 'open' || days === null) return [];
  return [{ name: archiveTimer(adapter), at: ctx.now + Math.max(leastMs, days * dayMs), event: { type: 'room.stale', data: { adapter } } }];
}

/** The chat may have been told since to keep its rooms. */
function stale(i: Incident, adapter: string, ctx: Decide): Decision {
  if (i.progress !== 'closed' || roomOf(i, adapter)?.state !== 'open') return nothing('room-in-use');
  if (ctx.roomWays(adapter).archiveAfterDays === null) return nothing('rooms-are-kept');
  return { because: { code: 'room-stale' }, effects: [puttingAway(i, adapter)] };
}

function moved(i: Incident, { adapter, ref, to }: EventOf<'room.moved'>['data']): Decision {
  const room = roomOf(i, adapter);
  if (room?.ref !== ref) return nothing('another-room');
  if (room.state === to) return nothing('room-moved-before');
  const fact = { type: to === 'archived' ? 'room.archived' : 'room.unarchived', data: { adapter } };
  // Reopened while the room was being put away.
  const isNeeded = to === 'archived' && isOpen(i);
  return { because: { code: 'room-moved' }, facts: [fact], effects: isNeeded ? [takingOut(i, adapter)] : [] };
}

function stuck(i: Incident, { adapter, ref, because }: EventOf<'room.stuck'>['data']): Decision {
  const room = roomOf(i, adapter);
  if (room?.ref !== ref || room.state !== 'archived' || !isOpen(i)) return nothing('another-room');
  return { because: { code: 'room-stuck' }, facts: [{ type: 'room.replaced', data: { adapter, url: room.url, because } }] };
}

function takeOut(i: Incident, adapter: string): Decision {
  if (!isOpen(i) || roomOf(i, adapter)?.state !== 'archived') return nothing('room-not-archived');
  return { because: { code: 'room-archived' }, effects: [takingOut(i, adapter)] };
}

/** The chat was away for longer than an effect is tried: the next day will do. */
function notArchived(i: Incident, { effect, data }: EventOf<'effect.failed'>['data'], ctx: Decide): Decision {
  if (effect !== 'room.archive') return nothing('not-for-archive');
  const { adapter } = data as { adapter: string };
  return {
    because: { code: 'room.archive-failed', data: { incident: i.number } },
    timers: [{ name: archiveTimer(adapter), at: ctx.now + dayMs, event: { type: 'room.stale', data: { adapter } } }],
  };
}

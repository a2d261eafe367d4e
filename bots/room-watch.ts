import { nothing, type Decision, type TimerChange } from '../domain/event/decision.ts';
import { isOpen, type Incident, type Room } from '../domain/incident/incident.ts';
import type { EventOf } from '../domain/states.ts';
import { incidentBot, type Decide } from '../ports/bot.ts';

/** Pause before we look whether a room that was lost is there again; it grows with the incident's age. */
const lookMs = { least: 60_000, most: 30 * 60_000 };

const heard = ['room.taken', 'room.turned', 'room.missed', 'incident.reopened', 'effect.failed'] as const;
type Heard = EventOf<(typeof heard)[number]>;

/** Knows which rooms we cannot write into, as the chat tells or as we find out, and when they are there again. It forces nothing. */
export default incidentBot({
  name: 'room-watch',
  hears: heard,
  decide: decided,
});

function decided(event: Heard, i: Incident, ctx: Decide): Decision {
  switch (event.type) {
    case 'room.turned':
      return turned(i, event.data, ctx);
    case 'room.taken':
      return taken(i, event.data);
    case 'room.missed':
      return look(i, event.data.adapter);
    case 'incident.reopened':
      return { because: { code: 'reopened' }, timers: i.rooms.filter(isLost).map(({ adapter }) => looking(i, adapter, ctx)) };
    default:
      return refused(i, event.data, ctx);
  }
}

/** Its people gave the group to another incident. */
function taken(i: Incident, { adapter, ref, by }: EventOf<'room.taken'>['data']): Decision {
  const room = i.rooms.find((r) => r.adapter === adapter);
  if (room?.ref !== ref) return nothing('another-room');
  return { because: { code: 'room-taken' }, facts: [{ type: 'room.unbound', data: { adapter, by } }] };
}

const isLost = ({ state }: Room): boolean => state === 'lost';

function turned(i: Incident, { adapter, ref, now }: EventOf<'room.turned'>['data'], ctx: Decide): Decision {
  const room = i.rooms.find((r) => r.adapter === adapter);
  if (room?.ref !== ref) return nothing('another-room');
  if (now === 'open') return there(room);
  if (room.state !== 'open' && !(isLost(room) && room.because !== now)) return nothing('room-turned-before');
  // Put away by hand once it was over is what we would have done ourselves.
  if (now === 'archived' && !isOpen(i)) return { because: { code: 'room-moved' }, facts: [{ type: 'room.archived', data: { adapter } }] };
  return {
    because: { code: 'room-lost', data: { incident: i.number } },
    facts: [{ type: 'room.lost', data: { adapter, because: now } }],
    timers: [looking(i, adapter, ctx)],
  };
}

function there({ adapter, state }: Room): Decision {
  if (state === 'archived') return { because: { code: 'room-moved' }, facts: [{ type: 'room.unarchived', data: { adapter } }] };
  if (state !== 'lost') return nothing('room-turned-before');
  return {
    because: { code: 'room-regained' },
    facts: [{ type: 'room.regained', data: { adapter } }],
    timers: [{ name: timer(adapter), at: null }],
  };
}

/** Nobody told us: we were away when it happened. */
function refused(i: Incident, { data, room: because }: EventOf<'effect.failed'>['data'], ctx: Decide): Decision {
  const adapter = roomIn(data);
  const room = i.rooms.find((r) => r.adapter === adapter);
  if (because === undefined || !room || room.ref === null || !isOpen(i)) return nothing('not-for-rooms');
  if (isLost(room)) return { because: { code: 'room-still-lost' }, timers: [looking(i, room.adapter, ctx)] };
  return turned(i, { adapter: room.adapter, ref: room.ref, now: because }, ctx);
}

/** The chat in whose room an effect was to be seen; null where it was for no room. */
function roomIn(data: unknown): string | null {
  const { adapter, target } = data as { adapter?: string; target?: { to: string; adapter?: string } };
  return (target === undefined ? adapter : target.to === 'room' ? target.adapter : null) ?? null;
}

const timer = (adapter: string): string => `lost/${adapter}`;

function looking(i: Incident, adapter: string, { now }: Decide): TimerChange {
  const pause = Math.min(Math.max(now - i.declaredAt, lookMs.least), lookMs.most);
  return { name: timer(adapter), at: now + pause, event: { type: 'room.missed', data: { adapter } } };
}

/** Its topic is written anew: where that is taken, the room is there again. */
function look(i: Incident, adapter: string): Decision {
  const room = i.rooms.find((r) => r.adapter === adapter);
  if (!isOpen(i) || !room || !isLost(room)) return nothing('room-not-lost');
  return {
    because: { code: 'room-missed' },
    effects: [
      {
        type: 'room.topic',
        data: { incident: i.number, adapter },
        urgency: 'room',
        onCrash: 'repeat',
        slot: `topic/${i.number}/${adapter}`,
      },
    ],
  };
}

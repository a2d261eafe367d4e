import { nothing, type Decision } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { copySlots } from '../domain/incident/talk.ts';
import type { EventOf } from '../domain/states.ts';
import { incidentBot, type Decide } from '../ports/bot.ts';

const heard = ['talk.said', 'talk.rewrote', 'talk.deleted'] as const;
type Heard = EventOf<(typeof heard)[number]>;

/** Carries what people say in one room of an incident into its others, and keeps it in step there. A copy never becomes an original. */
export default incidentBot({
  name: 'room-mirror',
  hears: heard,
  decide: mirrored,
});

const becomes = { 'talk.said': 'said', 'talk.rewrote': 'rewrote', 'talk.deleted': 'deleted' } as const;

function mirrored(event: Heard, i: Incident, ctx: Decide): Decision {
  const { adapter: from, msg } = event.data;
  if (!ctx.roomWays(from).mirrors) return nothing('not-mirrored');
  const others = i.rooms.filter(
    (r) => r.adapter !== from && (r.state === 'open' || r.state === 'opening') && ctx.roomWays(r.adapter).mirrors,
  );
  if (others.length === 0) return nothing('no-other-room');
  const effects = others.map(({ adapter }): Effect => ({
    type: 'talk.copy',
    data: { incident: i.number, to: adapter, becomes: becomes[event.type], talk: { text: '', ...event.data } },
    urgency: 'card',
    onCrash: 'reconcile',
    slot: copySlots({ adapter: from, msg }, adapter)[event.type === 'talk.said' ? 'said' : 'since'],
  }));
  return { because: { code: 'room-talk', data: { rooms: others.length } }, effects };
}

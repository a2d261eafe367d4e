import { routeById, routeTree } from '../domain/alert/route.ts';
import { warningView } from '../domain/alert/silence-card.ts';
import { mayHit } from '../domain/alert/matcher.ts';
import { silenceState, warnAt, type Silence } from '../domain/alert/silence.ts';
import type { Group } from '../domain/alert/group.ts';
import { targetId, type Target } from '../domain/card/view.ts';
import { nothing, type Decision, type TimerChange } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import { done } from '../domain/event/reply.ts';
import { keyOf, partsOf } from '../domain/event/event.ts';
import type { EventOf } from '../domain/states.ts';
import { chatsFor } from '../domain/people/chat-user.ts';
import { bot, type Decide } from '../ports/bot.ts';
import { firingUnder } from '../ports/firing-under.ts';

type Heard = EventOf<'silence.set' | 'silence.expired' | 'silence.turned' | 'silence.put' | 'silence.expire' | 'silence.ending'>;

/** When a silence begins, changes or ends, the groups it may hit look at their cards again; before it ends, who set it hears of what still
 *  fires under it. */
export default bot({
  name: 'silence-keeper',
  hears: ['silence.set', 'silence.expired', 'silence.turned', 'silence.put', 'silence.expire', 'silence.ending'],
  async decide(event: Heard, ctx: Decide): Promise<Decision | null> {
    const { id } = partsOf(event.key);
    if (event.type === 'silence.put')
      return { because: { code: 'asked' }, facts: [{ type: 'silence.set', data: event.data }], reply: done({ silence: id }) };
    if (event.type === 'silence.expire')
      return { because: { code: 'asked' }, facts: [{ type: 'silence.expired', data: { by: event.by } }], reply: done({ silence: id }) };
    const silence = await ctx.store.state('silence', id);
    if (!silence) return nothing('no-such-silence');
    return event.type === 'silence.ending' ? warn(silence, ctx) : turn(silence, ctx);
  },
});

async function turn(silence: Silence, ctx: Decide): Promise<Decision> {
  const { warned } = silence;
  const groups = (await ctx.store.groups({ open: true })).filter((g) => mayHit(silence.matchers, g.labels));
  // Whoever was warned of its end sees what became of it.
  const effects = warned ? cards(silence, warned.endsAt, { groups, ctx, onlyIfShown: true }) : [];
  return {
    because: { code: 'silence-turned' },
    tell: groups.map((g) => ({ key: keyOf('group', g.id), type: 'group.look', data: { silence: silence.id } })),
    effects,
    timers: timersOf(silence, ctx.now),
  };
}

function timersOf(silence: Silence, now: number): TimerChange[] {
  const { startsAt, endsAt, warned } = silence;
  const again = startsAt > now ? startsAt : endsAt > now ? endsAt : null;
  const isWarned = warned?.endsAt === endsAt || warnAt(silence) <= now;
  return [
    again === null
      ? { name: 'ends', at: null }
      : { name: 'ends', at: again, event: { type: 'silence.turned', data: { turn: again === startsAt ? 'begins' : 'ends' } } },
    isWarned ? { name: 'warns', at: null } : { name: 'warns', at: warnAt(silence), event: { type: 'silence.ending', data: { endsAt } } },
  ];
}

/** Once for each end, and only while something fires under it. */
async function warn(silence: Silence, ctx: Decide): Promise<Decision> {
  const { endsAt } = silence;
  if (silenceState(silence, ctx.now) !== 'active') return nothing('not-active');
  if (silence.warned?.endsAt === endsAt) return nothing('warned-already');
  const { groups, firing } = await firingUnder(silence, ctx.store);
  if (firing === 0) return nothing('nothing-fires');
  return {
    because: { code: 'silence-ends-soon', data: { firing } },
    facts: [{ type: 'silence.warned', data: { endsAt, firing } }],
    effects: cards(silence, endsAt, { groups, ctx, onlyIfShown: false }),
  };
}

interface Showing {
  readonly groups: readonly Group[];
  readonly ctx: Decide;
  readonly onlyIfShown: boolean;
}

function cards(silence: Silence, endsAt: number, { groups, ctx, onlyIfShown }: Showing): Effect[] {
  const view = warningView(silence.id, endsAt);
  const targets = new Map([...ownersChats(silence, ctx), ...channels(groups, ctx)].map((target) => [targetId(target), target]));
  return [...targets].map(([id, target]) => ({
    type: 'card.show',
    data: { view, target, ...(onlyIfShown ? { onlyIfShown } : {}) },
    urgency: 'card',
    onCrash: 'repeat',
    slot: `silence/${view.id}/${id}`,
  }));
}

function ownersChats({ createdBy: person }: Silence, { store, adapters }: Decide): Target[] {
  const people = store.duty();
  if (!people.get('person', person)) return [];
  return chatsFor(people, person, adapters).map((adapter) => ({ to: 'person', person, adapter }));
}

function channels(groups: readonly Group[], { store }: Decide): Target[] {
  const tree = routeTree(store.resources().all('route'));
  return groups.map((g) => ({ to: 'channel', channel: (routeById(tree, g.route) ?? tree).channel ?? 'alerts' }));
}

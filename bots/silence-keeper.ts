import { groupTouched } from '../domain/alert/silence.ts';
import { nothing, type Decision } from '../domain/event/decision.ts';
import { done } from '../domain/event/reply.ts';
import { keyOf, partsOf } from '../domain/event/event.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';

type Heard = EventOf<'silence.set' | 'silence.expired' | 'silence.turned' | 'silence.put' | 'silence.expire'>;

/** When a silence begins, changes or ends, the groups it may hit look at their cards again. */
export default bot({
  name: 'silence-keeper',
  hears: ['silence.set', 'silence.expired', 'silence.turned', 'silence.put', 'silence.expire'],
  async decide(event: Heard, ctx: Decide): Promise<Decision | null> {
    const { id } = partsOf(event.key);
    if (event.type === 'silence.put')
      return { because: { code: 'asked' }, facts: [{ type: 'silence.set', data: event.data }], reply: done({ silence: id }) };
    if (event.type === 'silence.expire')
      return { because: { code: 'asked' }, facts: [{ type: 'silence.expired', data: { by: event.by } }], reply: done({ silence: id }) };
    const silence = await ctx.store.state('silence', id);
    if (!silence) return nothing('no-such-silence');
    const groups = (await ctx.store.groups({ open: true })).filter((g) => groupTouched(silence, g.labels));
    const again = silence.startsAt > ctx.now ? silence.startsAt : silence.endsAt > ctx.now ? silence.endsAt : null;
    return {
      because: { code: 'silence-turned' },
      tell: groups.map((g) => ({ key: keyOf('group', g.id), type: 'group.look', data: { silence: id } })),
      timers: [
        again === null
          ? { name: 'ends', at: null }
          : { name: 'ends', at: again, event: { type: 'silence.turned', data: { turn: again === silence.startsAt ? 'begins' : 'ends' } } },
      ],
    };
  },
});

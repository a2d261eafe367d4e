import { rulesOf } from '../domain/alert/of-resources.ts';
import { nothing, type Decision } from '../domain/event/decision.ts';
import { keyOf, partsOf } from '../domain/event/event.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';

type Heard = EventOf<'inhibition.turned' | 'inhibition.due'>;

/** What turns within a second is looked at once: sources come in storms as well. */
const foldedMs = 1_000;

/** When alerts that inhibit others begin or cease to fire, the groups that may hold their targets look at themselves again. */
export default bot({
  name: 'inhibition-keeper',
  hears: ['inhibition.turned', 'inhibition.due'],
  async decide(event: Heard, { store, now }: Decide): Promise<Decision | null> {
    const { id: name } = partsOf(event.key);
    if (event.type === 'inhibition.turned')
      return {
        because: { code: 'sources-turned' },
        timers: [{ name: 'look', at: now + foldedMs, event: { type: 'inhibition.due', data: {} } }],
      };
    const rule = rulesOf(store.resources()).find((r) => r.name === name);
    if (!rule) return nothing('no-such-rule');
    const groups = (await store.groups({ open: true })).filter((g) => rule.mayHit(g.labels));
    return {
      because: { code: 'sources-turned' },
      tell: groups.map((g) => ({ key: keyOf('group', g.id), type: 'group.look', data: { inhibition: name } })),
    };
  },
});

import { z } from 'zod';
import { keyOf } from '../../domain/event/event.ts';
import { done, isRefusal } from '../../domain/event/reply.ts';
import { laidMeant, partiesOf } from '../../domain/oncall/entries.ts';
import { mayChange, specOf } from '../../domain/oncall/ground.ts';
import { groundIn, groundOf } from '../../ports/rota-ground.ts';
import { write } from '../../ports/skill.ts';

/** Takes away a cover, a shadow, a temporary schedule or an agreed swap. What of it has been stays as it was. */
export default write({
  summary: { en: 'End a cover, swap or temporary schedule', zh: '取消替班、换班或临时班' },
  labels: { id: { en: 'Its id, or who and when', zh: '编号，或谁、什么时候' } },
  input: z.object({ id: z.string().min(1).max(100).optional() }),
  output: z.object({ id: z.string(), is: z.enum(['cover', 'stand', 'swap']), schedule: z.string(), scheduleName: z.string() }),
  needs: 'responder',
  positional: ['id'],
  answer: (o, lang) =>
    lang === 'zh' ? `已取消，${o.scheduleName} 恢复原来的安排 · ${o.id}` : `Ended: ${o.scheduleName} is as it was before · ${o.id}`,
  examples: [
    { ask: 'ana need not cover any more', input: { id: '1a2b3c4d' } },
    { ask: 'bo need not cover tonight', input: { id: 'bo tonight' } },
  ],
  on({ id }, ctx) {
    const laid = laidMeant(id, groundOf(ctx));
    return isRefusal(laid) ? laid : (mayChange(ctx.viewer, partiesOf(laid)) ?? keyOf('rota', laid.schedule));
  },
  async decide({ id }, ctx) {
    const ground = await groundIn(ctx);
    const laid = laidMeant(id, ground);
    if (isRefusal(laid)) return laid;
    const { is, schedule, entry } = laid;
    const scheduleName = specOf(ground, schedule).displayName ?? schedule;
    return {
      because: { code: 'uncovered' },
      facts: [{ type: `${is}.ended`, data: { id: entry.id } }],
      reply: done({ id: entry.id, is, schedule, scheduleName }),
    };
  },
});

import { z } from 'zod';
import { done } from '../../domain/event/reply.ts';
import { noteIn, noteLane } from '../../ports/find-note.ts';
import { write } from '../../ports/skill.ts';

/** Takes a note back: one's own, or any for an operator. A line stays that says so, without its words and files. */
export default write({
  summary: { en: 'Take a note of the timeline back', zh: '撤回时间线记录' },
  labels: { incident: { en: 'Incident', zh: '事件' }, note: { en: 'Number of the note', zh: '记录序号' } },
  input: z.object({ incident: z.string().min(1), note: z.coerce.number().int().min(1) }),
  output: z.object({ incident: z.string(), note: z.number(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['incident', 'note'],
  answer: (o, lang) => (lang === 'zh' ? `${o.incident} 第 ${o.note} 条记录已撤回` : `${o.incident}: note ${o.note} withdrawn`),
  examples: [{ ask: 'take note 2 back', input: { incident: '3', note: 2 } }],
  on: noteLane,
  async decide({ note }, { store, call }) {
    const { incident, kept } = await noteIn(call.key, note, store);
    const reply = (existed: boolean) => done({ incident: incident.number, note, existed });
    if (kept.withdrawn !== null) return { because: { code: 'withdrawn-already' }, reply: reply(true) };
    return {
      because: { code: 'withdrawn' },
      facts: [{ type: 'incident.withdrawn', data: { note, because: 'hand' } }],
      reply: reply(false),
    };
  },
});

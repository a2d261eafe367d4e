import { z } from 'zod';
import { partsOf } from '../../domain/event/event.ts';
import { done } from '../../domain/event/reply.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Says what an incident means for the business; an empty text takes it back. */
export default write({
  summary: { en: 'Say what it means for the business', zh: '说明业务影响' },
  labels: { incident: { en: 'Incident', zh: '事件' }, text: { en: 'Business impact', zh: '业务影响' } },
  input: z.object({ incident: z.string().min(1), text: z.string().trim().max(300).default('') }),
  output: z.object({ incident: z.string(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['incident', 'text'],
  answer: (o, lang) => (lang === 'zh' ? `${o.incident} 业务影响已更新` : `${o.incident}: the business impact is noted`),
  examples: [{ ask: 'orders of twelve branches are held up', input: { incident: '3', text: 'Orders of 12 branches wait' } }],
  on: incidentLane,
  async decide({ text }, { store, call }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    const next = text === '' ? null : text;
    if ((incident.impact ?? null) === next) return { because: { code: 'same-impact' }, reply: done({ incident: number, existed: true }) };
    return {
      because: { code: 'impacted' },
      facts: [{ type: 'incident.impacted', data: { text: next } }],
      reply: done({ incident: number, existed: false }),
    };
  },
});

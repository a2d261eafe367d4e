import { z } from 'zod';
import { partsOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Gives an incident back: nobody has it, and people are called again from the first step, whoever is on call by now. */
export default write({
  summary: { en: 'Give an incident back; people are called again', zh: '交回认领，重新呼叫' },
  labels: { incident: { en: 'Incident', zh: '事件' } },
  input: z.object({ incident: z.string().min(1) }),
  output: z.object({ incident: z.string() }),
  needs: 'responder',
  positional: ['incident'],
  answer: (o, lang) => (lang === 'zh' ? `${o.incident} 已交回，正在重新呼叫` : `${o.incident} is given back; calling again`),
  examples: [{ ask: 'I cannot take this after all', input: { incident: '3' } }],
  on: incidentLane,
  async decide(_input, { store, call }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    if (incident.progress !== 'acknowledged')
      return refuse(
        'rule',
        `${number} is ${incident.progress}: only an acknowledged incident can be given back.`,
        `${number} 不是“已认领”状态，无法交回。`,
      );
    return {
      because: { code: 'given-back' },
      facts: [{ type: 'incident.unacked', data: { person: incident.acknowledgedBy, because: 'hand' } }],
      reply: done({ incident: number }),
    };
  },
});

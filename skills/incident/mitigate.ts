import { z } from 'zod';
import { partsOf, personOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { progressWords } from '../../domain/incident/words.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** The harm has stopped, the cause is not mended yet. Who says so of an incident that still calls has taken it on. */
export default write({
  summary: { en: 'Mark an incident as mitigated: the harm has stopped', zh: '标记事件已止损' },
  labels: { incident: { en: 'Incident', zh: '事件' } },
  input: z.object({ incident: z.string().min(1) }),
  output: z.object({ incident: z.string() }),
  needs: 'responder',
  positional: ['incident'],
  answer: (o, lang) => (lang === 'zh' ? `${o.incident} 已止损` : `${o.incident} mitigated`),
  examples: [{ ask: 'the bleeding has stopped', input: { incident: '3' } }],
  on: incidentLane,
  async decide(_input, { store, call }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    const { progress } = incident;
    if (progress !== 'open' && progress !== 'acknowledged')
      return refuse(
        'rule',
        `${number} is ${progress} already; only an open or acknowledged incident can be mitigated.`,
        `${number} 已是“${progressWords[progress].zh}”，只有待认领或处理中的事件可以标记为已止损。`,
      );
    const person = personOf(call.by);
    const isCalling = (await store.state('escalation', call.key))?.state === 'running';
    const takes = person !== null && (progress === 'open' || isCalling);
    return {
      because: { code: 'mitigated', data: { progress } },
      facts: [...(takes ? [{ type: 'incident.acked', data: { person } }] : []), { type: 'incident.mitigated', data: {} }],
      reply: done({ incident: number }),
    };
  },
});

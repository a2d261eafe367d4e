import { z } from 'zod';
import { partsOf } from '../../domain/event/event.ts';
import { done } from '../../domain/event/reply.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Writes a line into the story of an incident. */
export default write({
  summary: { en: 'Add a note to the timeline', zh: '添加时间线记录' },
  labels: { incident: { en: 'Incident', zh: '事件' }, text: { en: 'Note', zh: '内容' } },
  input: z.object({ incident: z.string().min(1), text: z.string().trim().min(1).max(4000) }),
  output: z.object({ incident: z.string(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['incident', 'text'],
  answer: (o, lang) => (lang === 'zh' ? `${o.incident} 已记录` : `${o.incident}: noted`),
  examples: [{ ask: 'note that the failover has begun', input: { incident: '3', text: 'Failover begun' } }],
  on: incidentLane,
  async decide({ text }, { store, call }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    return {
      because: { code: 'noted', data: { progress: incident.progress } },
      facts: [{ type: 'incident.noted', data: { text } }],
      reply: done({ incident: number, existed: false }),
    };
  },
});

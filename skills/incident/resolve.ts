import { z } from 'zod';
import { partsOf, personOf } from '../../domain/event/event.ts';
import { done } from '../../domain/event/reply.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Ends an incident: the calling stops and its cause may open a new one. */
export default write({
  summary: { en: 'Resolve an incident', zh: '解决事件' },
  labels: { incident: { en: 'Incident', zh: '事件' } },
  input: z.object({ incident: z.string().min(1) }),
  output: z.object({ incident: z.string(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['incident'],
  answer: (o, lang) => (lang === 'zh' ? `${o.incident} 已解决` : `${o.incident} resolved`),
  examples: [{ ask: 'it is over', input: { incident: '3' } }],
  on: incidentLane,
  async decide(_input, { store, call }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    if (!isOpen(incident)) return { because: { code: 'already-resolved' }, reply: done({ incident: number, existed: true }) };
    return {
      because: { code: 'resolved' },
      facts: [{ type: 'incident.resolved', data: { person: personOf(call.by) } }],
      reply: done({ incident: number, existed: false }),
    };
  },
});

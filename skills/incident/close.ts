import { z } from 'zod';
import { partsOf, personOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { progressWords } from '../../domain/incident/words.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Puts a resolved incident away: nothing is left to be done, and its room can be read only. */
export default write({
  summary: { en: 'Close a resolved incident', zh: '关闭已解决的事件' },
  labels: { incident: { en: 'Incident', zh: '事件' } },
  input: z.object({ incident: z.string().min(1) }),
  output: z.object({ incident: z.string(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['incident'],
  answer: (o, lang) => (lang === 'zh' ? `${o.incident} 已关闭` : `${o.incident} closed`),
  examples: [{ ask: 'nothing is left to do', input: { incident: 'INC-20261122-003' } }],
  on: incidentLane,
  async decide(_input, { store, call }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    if (incident.progress === 'closed') return { because: { code: 'already-closed' }, reply: done({ incident: number, existed: true }) };
    if (incident.progress !== 'resolved')
      return refuse(
        'rule',
        `${number} is ${incident.progress}; resolve it before it is closed.`,
        `${number} 现为“${progressWords[incident.progress].zh}”，请先解决再关闭。`,
      );
    return {
      because: { code: 'closed' },
      facts: [{ type: 'incident.closed', data: { person: personOf(call.by) } }],
      reply: done({ incident: number, existed: false }),
    };
  },
});

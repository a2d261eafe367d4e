import { z } from 'zod';
import { partsOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import { progressWords } from '../../domain/incident/words.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Opens a resolved incident again, with the reason on record. */
export default write({
  summary: { en: 'Reopen a resolved incident', zh: '重新打开事件' },
  labels: { incident: { en: 'Incident', zh: '事件' }, reason: { en: 'Reason', zh: '原因' } },
  input: z.object({ incident: z.string().min(1), reason: z.string().trim().min(1).max(1000) }),
  output: z.object({ incident: z.string(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['incident', 'reason'],
  answer: (o, lang) => (lang === 'zh' ? `${o.incident} 已重新打开` : `${o.incident} reopened`),
  examples: [{ ask: 'reopen, errors are back', input: { incident: 'INC-20261122-003', reason: 'Errors are back' } }],
  on: incidentLane,
  async decide({ reason }, { store, call }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    if (isOpen(incident))
      return refuse(
        'rule',
        `${number} is ${incident.progress}; only a resolved incident can be reopened.`,
        `${number} 现为“${progressWords[incident.progress].zh}”，只有已解决的事件可以重新打开。`,
      );
    return {
      because: { code: 'reopened' },
      facts: [{ type: 'incident.reopened', data: { reason } }],
      reply: done({ incident: number, existed: false }),
    };
  },
});

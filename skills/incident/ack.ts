import { z } from 'zod';
import { partsOf, personOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import { progressWords } from '../../domain/incident/words.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Takes an incident on: its calling stops. Acknowledging again changes nothing; where somebody else has it (`existed`, `by` and their name),
 *  it stays theirs, and it is only known that one more is at it. */
export default write({
  summary: { en: 'Acknowledge an incident; the calling stops', zh: '认领事件，停止呼叫' },
  labels: { incident: { en: 'Incident', zh: '事件' }, person: { en: 'Who', zh: '认领人' } },
  input: z.object({ incident: z.string().min(1), person: z.string().min(1).optional() }),
  output: z.object({ incident: z.string(), existed: z.boolean(), by: z.string(), displayName: z.string() }),
  needs: 'responder',
  positional: ['incident'],
  answer: (o, lang) => {
    if (o.existed) return lang === 'zh' ? `${o.incident} 已由${o.displayName}认领` : `${o.incident}: ${o.displayName} has it already`;
    return lang === 'zh' ? `${o.incident} 已认领` : `${o.incident} acknowledged`;
  },
  examples: [{ ask: 'I am on it', input: { incident: '3' } }],
  on: incidentLane,
  async decide({ person }, { store, call }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    if (!isOpen(incident))
      return refuse(
        'rule',
        `${number} is ${incident.progress} already. Reopen it first if it is not over.`,
        `${number} 已是“${progressWords[incident.progress].zh}”。若尚未结束，请先重新打开。`,
      );
    const who = person ?? personOf(call.by);
    if (!who)
      return refuse(
        'input',
        'person: nobody is named and the caller is no person. Say who acknowledges.',
        'person：没有指定人员，调用者也不是人员。请说明由谁认领。',
      );
    if (!store.resources().get('person', who))
      return refuse('input', `person: there is no person "${who}".`, `person：没有“${who}”这个人。`);
    // Where all of several must acknowledge, each of them may still be waited for.
    const isAwaited = (await store.state('escalation', call.key))?.waiting?.awaited.includes(who) === true;
    const by = incident.acknowledgedBy ?? who;
    const existed = incident.acknowledgedBy !== null && !isAwaited;
    const reply = done({ incident: number, existed, by, displayName: nameOf(store.resources(), by) });
    if (existed && by === who) return { because: { code: 'already-acked' }, reply };
    return {
      because: { code: 'acked' },
      facts: [{ type: 'incident.acked', data: { person: who } }],
      reply,
    };
  },
});

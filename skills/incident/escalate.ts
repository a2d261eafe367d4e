import { z } from 'zod';
import { partsOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { hurriedPlace, nextStep } from '../../domain/escalation/next-step.ts';
import { crewOf } from '../../domain/escalation/staff.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Calls the next step of the escalation now, instead of when its delay has passed; after the last step the first again. Refused where a
 *  step has fired since `asOf`: whoever pressed has not seen who is called by now. */
export default write({
  summary: { en: 'Escalate now: call the next step at once', zh: '立即升级：马上呼叫下一级' },
  labels: { incident: { en: 'Incident', zh: '事件' }, asOf: { en: 'As seen at', zh: '所见时间' } },
  input: z.object({ incident: z.string().min(1), asOf: z.iso.datetime({ offset: true }).optional() }),
  output: z.object({ incident: z.string(), people: z.array(z.string()), names: z.array(z.string()) }),
  needs: 'responder',
  positional: ['incident'],
  answer: (o, lang) =>
    lang === 'zh' ? `${o.incident} 已升级，正在呼叫 ${o.names.join('、')}` : `${o.incident}: calling ${o.names.join(', ')}`,
  examples: [{ ask: 'do not wait, call the second line', input: { incident: '3' } }],
  on: incidentLane,
  async decide({ asOf }, { store, call, now }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    if (!isOpen(incident))
      return refuse('rule', `${number} is over; reopen it before anybody is called.`, `${number} 已结束，需先重新打开才能呼叫。`);
    const escalation = await store.state('escalation', call.key);
    const resources = store.duty();
    const names = (people: readonly string[]): string[] => people.map((p) => nameOf(resources, p));
    const waiting = escalation?.waiting;
    if (asOf !== undefined && waiting && waiting.at > Date.parse(asOf))
      return refuse(
        'rule',
        `${number} has gone on since: ${names(waiting.people).join(', ')} are being called. Escalate again if that is not enough.`,
        `${number} 在此之后已自动升级，正在呼叫 ${names(waiting.people).join('、')}。如仍需升级，请再试一次。`,
      );
    const step =
      escalation && escalation.state !== 'stopped' ? nextStep(escalation.plan, hurriedPlace(escalation), crewOf(resources, now)) : null;
    if (!step)
      return refuse(
        'rule',
        `Nobody is left to escalate to in ${number}: no policy applies, or nobody is on call. Call people in by name instead.`,
        `${number} 没有可升级的对象：没有升级策略，或无人值班。请改为按姓名集结。`,
      );
    const people = [...step.people];
    return {
      because: { code: 'escalated', data: { people } },
      facts: [{ type: 'incident.escalated', data: { people } }],
      tell: [{ key: `escalation:${call.key}`, type: 'escalation.hurry', data: {} }],
      reply: done({ incident: number, people, names: names(people) }),
    };
  },
});

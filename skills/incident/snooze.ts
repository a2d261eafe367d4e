import { z } from 'zod';
import { partsOf, personOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

const longest = 7 * 24 * 60;

/** Takes an incident on and asks to be called again after some minutes, unless it is mitigated or over by then. */
export default write({
  summary: { en: 'Snooze: I have it, call me again later', zh: '稍后处理：我已知晓，过一会再呼叫' },
  labels: { incident: { en: 'Incident', zh: '事件' }, minutes: { en: 'Minutes', zh: '分钟' } },
  input: z.object({ incident: z.string().min(1), minutes: z.coerce.number().int().min(1).max(longest).default(30) }),
  output: z.object({ incident: z.string(), minutes: z.number(), until: z.string() }),
  needs: 'responder',
  positional: ['incident', 'minutes'],
  answer: (o, lang) => (lang === 'zh' ? `${o.incident}：${o.minutes} 分钟后再次呼叫` : `${o.incident}: calling again in ${o.minutes} min`),
  examples: [{ ask: 'call me again in half an hour', input: { incident: '3', minutes: 30 } }],
  on: incidentLane,
  async decide({ minutes }, { store, call, now }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    const person = personOf(call.by);
    if (!person) return refuse('rule', 'Only a person can snooze; the caller is none.', '只有人员可以稍后处理，调用者不是人员。');
    if (incident.progress !== 'open' && incident.progress !== 'acknowledged')
      return refuse('rule', `${number} is ${incident.progress}: nobody is called for it.`, `${number} 已无需呼叫。`);
    if (!(await store.state('escalation', call.key)))
      return refuse(
        'rule',
        `Nobody was called for ${number}, so nobody can be called again. Call people in by name instead.`,
        `${number} 没有呼叫过任何人，无法稍后再次呼叫。请改为按姓名集结。`,
      );
    const until = now + minutes * 60_000;
    const acked = incident.acknowledgedBy === person ? [] : [{ type: 'incident.acked', data: { person } } as const];
    return {
      because: { code: 'snoozed', data: { minutes } },
      facts: [...acked, { type: 'incident.snoozed', data: { person, until, minutes } }],
      reply: done({ incident: number, minutes, until: rfc3339(until) }),
    };
  },
});

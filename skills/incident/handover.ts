import { z } from 'zod';
import { partsOf, personOf } from '../../domain/event/event.ts';
import { done, refuse, refuseField } from '../../domain/event/reply.ts';
import { incidentRoles } from '../../domain/incident/incident.ts';
import { roleWords } from '../../domain/incident/words.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Gives a role that one holds to somebody else; both are told. To take or give any other role, assign it. */
export default write({
  summary: { en: 'Hand a role of mine over to somebody', zh: '移交我的事件角色' },
  labels: { incident: { en: 'Incident', zh: '事件' }, role: { en: 'Role', zh: '角色' }, person: { en: 'To whom', zh: '移交给' } },
  input: z.object({ incident: z.string().min(1), role: z.enum(incidentRoles), person: z.string().min(1) }),
  output: z.object({ incident: z.string(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['incident', 'role', 'person'],
  answer: (o, lang) => (lang === 'zh' ? `${o.incident} 角色已移交` : `${o.incident}: role handed over`),
  examples: [{ ask: 'bo takes command from me', input: { incident: '3', role: 'commander', person: 'bo' } }],
  on: incidentLane,
  async decide({ role, person }, { store, call }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    if (!store.resources().get('person', person))
      return refuseField(
        'person',
        `there is no person "${person}". Name somebody who is configured.`,
        `没有“${person}”这个人，请填写已配置的人员。`,
      );
    if (incident.roles[role] === person) return { because: { code: 'already-handed' }, reply: done({ incident: number, existed: true }) };
    const from = personOf(call.by);
    if (from === null || incident.roles[role] !== from)
      return refuse(
        'rule',
        `You are not ${roleWords[role].en} of ${number}. Only a role of one’s own is handed over; to give any other, assign it.`,
        `你不是 ${number} 的${roleWords[role].zh}，只能移交自己的角色；其他角色请用“指派”。`,
      );
    return {
      because: { code: 'handed-over' },
      facts: [{ type: 'incident.handed', data: { role, from, person } }],
      reply: done({ incident: number, existed: false }),
    };
  },
});

import { z } from 'zod';
import { partsOf, personOf, type Fact } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { incidentRoles, type IncidentRole } from '../../domain/incident/incident.ts';
import { roleWords } from '../../domain/incident/words.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Gives somebody a role in an incident, or takes one oneself. `ifFree`: only where nobody else has it, for whoever presses a button has seen
 *  that nobody had. */
export default write({
  summary: { en: 'Give a role in the incident to somebody', zh: '指派事件角色' },
  labels: {
    incident: { en: 'Incident', zh: '事件' },
    role: { en: 'Role', zh: '角色' },
    person: { en: 'Who', zh: '人员' },
    ifFree: { en: 'Only where nobody has it', zh: '仅在无人担任时' },
  },
  input: z.object({
    incident: z.string().min(1),
    role: z.enum(incidentRoles),
    person: z.string().min(1).optional(),
    ifFree: z.boolean().optional(),
  }),
  output: z.object({
    incident: z.string(),
    role: z.enum(incidentRoles),
    person: z.string(),
    displayName: z.string(),
    existed: z.boolean(),
  }),
  needs: 'responder',
  machine: ['ifFree'],
  positional: ['incident', 'role', 'person'],
  answer: (o, lang) =>
    lang === 'zh'
      ? `${o.incident}：${o.displayName} 担任${roleWords[o.role].zh}`
      : `${o.incident}: ${o.displayName} is ${roleWords[o.role].en}`,
  examples: [{ ask: 'ana is the commander', input: { incident: '3', role: 'commander', person: 'ana' } }],
  on: incidentLane,
  async decide({ role, person, ifFree }, { store, call }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    const who = person ?? personOf(call.by);
    if (!who || !store.resources().get('person', who))
      return refuse(
        'input',
        `person: there is no person "${who ?? ''}". Name somebody who is configured.`,
        `person：没有“${who ?? ''}”这个人，请填写已配置的人员。`,
      );
    const from = incident.roles[role];
    const existed = from === who;
    const reply = done({ incident: number, role, person: who, displayName: nameOf(store.resources(), who), existed });
    if (existed) return { because: { code: 'already-assigned' }, reply };
    if (ifFree && from !== undefined) return taken(number, role, nameOf(store.resources(), from));
    // Whoever had it hears that it is somebody else's now.
    const fact: Fact =
      from === undefined
        ? { type: 'incident.assigned', data: { role, person: who } }
        : { type: 'incident.handed', data: { role, from, person: who } };
    return { because: { code: 'assigned' }, facts: [fact], reply };
  },
});

const taken = (number: string, role: IncidentRole, name: string) =>
  refuse(
    'rule',
    `${name} is ${roleWords[role].en} already. To take over, tell me: assign ${roleWords[role].en} to me ${number}`,
    `${name} 已是${roleWords[role].zh}。要接手，请对我说：${roleWords[role].zh}由我担任 ${number}`,
  );

import { z } from 'zod';
import { partsOf, personOf } from '../../domain/event/event.ts';
import { done, refuse, refuseField } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { isOpen, type Incident } from '../../domain/incident/incident.ts';
import { roleWords } from '../../domain/incident/words.ts';
import { isLive } from '../../domain/page/page.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Takes people off an incident and out of its rooms, where the chat shows people out; whoever asks, where nobody is named. Who has it, leads in it
 *  or is being called stays until that is over. Called again, they come in again. */
export default write({
  summary: { en: 'Take people off an incident', zh: '移出人员' },
  labels: { incident: { en: 'Incident', zh: '事件' }, people: { en: 'Who goes', zh: '移出的人' } },
  input: z.object({ incident: z.string().min(1), people: z.array(z.string().min(1)).max(100).default([]) }),
  output: z.object({ incident: z.string(), people: z.array(z.string()), names: z.array(z.string()), existed: z.boolean() }),
  needs: 'responder',
  positional: ['incident', 'people'],
  answer: (o, lang) => {
    const names = o.names.join(lang === 'zh' ? '、' : ', ');
    if (o.existed) return lang === 'zh' ? `${names} 本来就不在 ${o.incident} 中` : `${names}: not on ${o.incident} anyway`;
    return lang === 'zh' ? `${names} 已移出 ${o.incident}` : `${names}: off ${o.incident}`;
  },
  examples: [{ ask: 'bo is not needed here any more', input: { incident: '3', people: ['bo'] } }],
  on: incidentLane,
  async decide({ people: named }, { store, call }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    const me = personOf(call.by);
    const wanted = [...new Set(named.length > 0 || me === null ? named : [me])];
    if (wanted.length === 0) return refuseField('people', 'name who is to go.', '请填写要移出的人。');
    const resources = store.resources();
    const people = wanted.filter((p) => incident.people.includes(p));
    const stranger = wanted.find((p) => !people.includes(p) && !resources.get('person', p));
    if (stranger !== undefined) return refuseField('people', `there is no person "${stranger}".`, `没有“${stranger}”这个人。`);
    const existed = people.length === 0;
    const said = existed ? wanted : people;
    const reply = done({ incident: number, people: said, names: said.map((p) => nameOf(resources, p)), existed });
    if (existed) return { because: { code: 'not-there-anyway' }, reply };
    const called = new Set((await store.pagesOf({ incident: number })).filter(isLive).map((page) => page.person));
    const bound = people
      .map((p) => whyNot(incident, p, { name: nameOf(resources, p), isCalled: called.has(p) }))
      .find((why) => why !== null);
    if (bound) return bound;
    if (incident.private && people.length === incident.people.length)
      return refuse(
        'rule',
        'Nobody would see this private incident any more: call somebody in first.',
        '这是私密事件，全部移出后就没人能看到了，请先集结其他人。',
      );
    return { because: { code: 'released', data: { people } }, facts: [{ type: 'people.left', data: { people } }], reply };
  },
});

/** What keeps somebody in an incident, and what to do about it. */
function whyNot(i: Incident, person: string, { name, isCalled }: { name: string; isCalled: boolean }) {
  if (!isOpen(i)) return null;
  const [role] = Object.entries(i.roles).find(([, who]) => who === person) ?? [];
  if (role !== undefined) {
    const words = roleWords[role as keyof typeof roleWords];
    return refuse('rule', `${name} is ${words.en}: give that to somebody else first.`, `${name} 担任${words.zh}，请先指派给其他人。`);
  }
  if (i.acknowledgedBy === person)
    return refuse('rule', `${name} has ${i.number}: give it back first, or hand it over.`, `${name} 已认领 ${i.number}，请先退回或交接。`);
  if (isCalled)
    return refuse('rule', `${name} is being called for it: that is answered first.`, `正在就此呼叫 ${name}，应答之后才能移出。`);
  return null;
}

import { z } from 'zod';
import { keyOf, partsOf, personOf, type Told } from '../../domain/event/event.ts';
import { done, refuse, refuseField } from '../../domain/event/reply.ts';
import type { About } from '../../domain/escalation/escalation.ts';
import { peopleOf } from '../../domain/escalation/staff.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import { isLive } from '../../domain/page/page.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

const Names = z.array(z.string().min(1)).max(100).default([]);

/** Calls people and teams into an incident by name, whatever the escalation does: each until they answer, or it is over. Among the people may
 *  be teams, as they are among mentions; a person comes before a team of the same name. */
export default write({
  summary: { en: 'Call people into an incident', zh: '集结人员' },
  labels: {
    incident: { en: 'Incident', zh: '事件' },
    people: { en: 'People to call', zh: '呼叫的人' },
    teams: { en: 'Teams to call', zh: '呼叫的团队' },
  },
  input: z.object({ incident: z.string().min(1), people: Names, teams: Names }),
  output: z.object({ incident: z.string(), people: z.array(z.string()), names: z.array(z.string()), existed: z.boolean() }),
  needs: 'responder',
  positional: ['incident', 'people'],
  answer: (o, lang) => {
    const names = o.names.join(lang === 'zh' ? '、' : ', ');
    if (o.existed) return lang === 'zh' ? `${o.incident} 已在呼叫 ${names}` : `${o.incident}: ${names} are being called already`;
    return lang === 'zh' ? `${o.incident} 正在呼叫 ${names}` : `${o.incident}: calling ${names}`;
  },
  examples: [{ ask: 'get bo and the network team in here', input: { incident: '3', people: ['bo'], teams: ['network'] } }],
  on: incidentLane,
  async decide({ people: named, teams }, { store, call, now }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    if (!isOpen(incident))
      return refuse('rule', `${number} is over; reopen it before anybody is called.`, `${number} 已结束，需先重新打开才能呼叫。`);
    const resources = store.duty();
    const isTeam = (name: string): boolean => !resources.get('person', name) && resources.get('team', name) !== undefined;
    const stranger = named.find((p) => !resources.get('person', p) && !isTeam(p));
    if (stranger !== undefined) return refuseField('people', `there is no person "${stranger}".`, `没有“${stranger}”这个人。`);
    const unknown = teams.find((t) => !resources.get('team', t));
    if (unknown !== undefined) return refuseField('teams', `there is no team "${unknown}".`, `没有“${unknown}”这个团队。`);
    const all = peopleOf(
      [...named.map((name) => (isTeam(name) ? { team: name } : { person: name })), ...teams.map((team) => ({ team }))],
      resources,
      now,
    );
    const wanted = all.filter((p) => p !== personOf(call.by));
    if (all.length === 0) return refuseField('people', 'name somebody to call.', '请填写要呼叫的人。');
    if (wanted.length === 0) return refuseField('people', 'name somebody else: you are here already.', '你已经在这里，请填写其他人。');
    const ringing = new Set((await store.pagesOf({ incident: number })).filter(isLive).map((page) => page.person));
    const people = wanted.filter((p) => !ringing.has(p));
    const existed = people.length === 0;
    const said = existed ? wanted : people;
    const reply = done({ incident: number, people: said, names: said.map((p) => nameOf(resources, p)), existed });
    if (existed) return { because: { code: 'called-already' }, reply };
    const about: About = { incident: number, group: null, title: incident.title, severity: incident.severity };
    // The instant stands where an escalation counts its rounds: the two never meet.
    const calls = people.map((person): Told => ({
      key: keyOf('page', `${number}.${call.at}.0.${person}`),
      type: 'page.start',
      data: { person, about, escalation: '' },
    }));
    return { because: { code: 'mustered', data: { people } }, facts: [{ type: 'people.mustered', data: { people } }], tell: calls, reply };
  },
});

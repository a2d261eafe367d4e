import { z } from 'zod';
import { keyOf, partsOf, personOf, type Told } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { write } from '../../ports/skill.ts';

/** Takes an alert group on: what it calls stops, and its incident, if it has one, is acknowledged with it. */
export default write({
  summary: { en: 'Acknowledge an alert group', zh: '认领告警组' },
  labels: { group: { en: 'Alert group', zh: '告警组' }, person: { en: 'Who', zh: '认领人' } },
  input: z.object({ group: z.string().min(1), person: z.string().min(1).optional() }),
  output: z.object({ group: z.string(), incident: z.string().nullable(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['group'],
  answer: (_output, lang) => (lang === 'zh' ? '已认领' : 'Acknowledged'),
  examples: [{ ask: 'I take this alert', input: { group: 'default~97f50f5299744521' } }],
  async on({ group }, { store }) {
    const known = await store.state('group', group);
    return known ? keyOf('group', group) : refuse('not-found', `There is no alert group "${group}".`, `没有告警组“${group}”。`);
  },
  async decide({ person }, { store, call }) {
    const { id } = partsOf(call.key);
    const group = await store.state('group', id);
    const who = person ?? personOf(call.by);
    if (!who || !store.resources().get('person', who))
      return refuse(
        'input',
        'person: nobody is named and the caller is no configured person. Say who acknowledges.',
        'person：没有指定人员，调用者也不是已配置的人员。请说明由谁认领。',
      );
    if (!group?.open)
      return refuse('rule', 'These alerts are over already; there is nothing left to acknowledge.', '这些告警已经结束，无需认领。');
    const by = `person:${who}` as const;
    // After an ack has run out people are called again, and it may be given again.
    const isCalling = (await store.state('escalation', call.key))?.state === 'running';
    const existed = group.acked !== null && !isCalling;
    const reply = done({ group: id, incident: group.incident, existed });
    if (existed) return { because: { code: 'already-acked' }, reply };
    const tell: Told[] = [{ key: `escalation:group:${id}`, type: 'escalation.stop', data: { because: 'acked', person: who } }];
    if (group.incident)
      tell.push({
        key: keyOf('incident', group.incident),
        type: 'skill.called',
        data: { skill: 'incident/ack', input: { incident: group.incident, person: who } },
        by,
        via: call.via,
      });
    return { because: { code: 'acked' }, facts: [{ type: 'group.acked', data: { person: who } }], tell, reply };
  },
});

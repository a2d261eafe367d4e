import { z } from 'zod';
import { fingerprint } from '../../domain/alert/fingerprint.ts';
import { keyOf, partsOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import type { About } from '../../domain/escalation/escalation.ts';
import { langFor, nameOf } from '../../domain/firm/of-firm.ts';
import { personOfPage } from '../../domain/page/page.ts';
import { rulesFor } from '../../domain/page/rules.ts';
import { Means } from '../../domain/people/person.ts';
import { write } from '../../ports/skill.ts';

const minute = 60_000;
/** A test that nobody answers ends by itself. */
const lastsMs = 10 * minute;

/** Calls a person to see whether they can be reached: by the means named, else by all that an important page would try, at once. */
export default write({
  summary: { en: 'Try whether I can be reached', zh: '测试能否呼叫到我' },
  labels: { by: { en: 'By what', zh: '方式' }, person: { en: 'Person', zh: '人员' } },
  input: z.object({ by: z.array(Means).min(1).max(6).optional(), person: z.string().min(1).max(63).optional() }),
  output: z.object({ page: z.string(), person: z.string(), displayName: z.string() }),
  needs: 'viewer',
  positional: ['by'],
  answer: (o, lang) => (lang === 'zh' ? `正在呼叫 ${o.displayName}（测试）` : `Calling ${o.displayName} as a test`),
  examples: [{ ask: 'ring me to see whether it works', input: { by: ['ring'] } }],
  async on({ person }, { store, viewer, id }) {
    const name = person ?? viewer.person;
    if (name === null)
      return refuse('rule', 'Say who you are first: a test needs somebody to call.', '请先说明你是谁：测试需要知道呼叫谁。');
    if (name !== viewer.person && !viewer.roles.includes('admin'))
      return refuse('forbidden', 'Only an admin may test how others are reached.', '只有管理员可以测试如何呼叫他人。');
    if (!store.resources().get('person', name)) return refuse('not-found', `There is no person "${name}".`, `没有“${name}”这个人。`);
    const live = (await store.livePages(name)).some((page) => page.about.test);
    if (live)
      return refuse(
        'rule',
        'A test is still under way. Acknowledge it first; it ends by itself after ten minutes.',
        '上一次测试还在进行，请先应答；十分钟后自动结束。',
      );
    return keyOf('page', `test-${fingerprint({ call: id })}.0.0.${name}`);
  },
  async decide({ by }, { store, now, call }) {
    const { id } = partsOf(call.key);
    const name = personOfPage(id);
    const resources = store.resources();
    const title = langFor(resources, name) === 'zh' ? '测试呼叫' : 'Test call';
    const about: About = { incident: null, group: null, title, severity: 'SEV4', test: true };
    const ways = by ?? [
      ...new Set(rulesFor(resources.get('person', name)?.spec, true, await store.hasBrowser(name)).map((rule) => rule.by)),
    ];
    const rules = ways.map((way) => ({ afterMinutes: 0, by: way }));
    return {
      because: { code: 'test-asked', data: { by: ways } },
      tell: [{ key: call.key, type: 'page.start', data: { person: name, about, escalation: '', rules } }],
      timers: [{ name: 'test', at: now + lastsMs, event: { type: 'page.stop', data: { because: 'over', person: null } } }],
      reply: done({ page: id, person: name, displayName: nameOf(resources, name) }),
    };
  },
});

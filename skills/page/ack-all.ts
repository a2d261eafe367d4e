import { z } from 'zod';
import { keyOf, type Told } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { write } from '../../ports/skill.ts';

/** Answers every page that waits for the caller, whatever it is about. */
export default write({
  summary: { en: 'Acknowledge everything that calls you', zh: '全部应答' },
  labels: {},
  input: z.object({}),
  output: z.object({ count: z.number() }),
  needs: 'viewer',
  answer: ({ count }, lang) => {
    if (count === 0) return lang === 'zh' ? '没有等你应答的呼叫' : 'Nothing waits for you';
    return lang === 'zh' ? `已应答 ${count} 个呼叫` : `Acknowledged ${count === 1 ? '1 call' : `${count} calls`}`;
  },
  examples: [{ ask: 'I have all of them', input: {} }],
  on(_input, { viewer }) {
    if (viewer.person !== null) return keyOf('line', viewer.person);
    return refuse('rule', 'Pages are for people; the caller is none.', '呼叫只对人员有效，调用者不是人员。');
  },
  async decide(_input, { store, call }) {
    const pages = await store.livePages(call.key.slice('line:'.length));
    const told = pages.map(({ id }): Told => ({
      key: keyOf('page', id),
      type: 'skill.called',
      data: { skill: 'page/ack', input: { page: id } },
      by: call.by,
      via: call.via,
    }));
    return { because: { code: 'all-acked', data: { count: told.length } }, tell: told, reply: done({ count: told.length }) };
  },
});

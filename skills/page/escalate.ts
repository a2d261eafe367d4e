import { z } from 'zod';
import { keyOf, partsOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { isLive } from '../../domain/page/page.ts';
import { write } from '../../ports/skill.ts';

/** Not me: whoever was called passes it on to those who come next, without taking it on. Only the person paged can. */
export default write({
  summary: { en: 'Pass a page on to the next step', zh: '把呼叫转给下一级' },
  labels: { page: { en: 'Page', zh: '呼叫' } },
  input: z.object({ page: z.string().min(1) }),
  output: z.object({ page: z.string() }),
  needs: 'responder',
  positional: ['page'],
  answer: (_o, lang) => (lang === 'zh' ? '正在呼叫下一级' : 'Calling those who come next'),
  examples: [{ ask: 'I cannot, call the next one', input: { page: 'INC-20261122-003.0.0.ana' } }],
  async on({ page: id }, { store, viewer }) {
    const page = await store.state('page', id);
    if (!page) return refuse('not-found', `There is no page "${id}".`, `没有呼叫“${id}”。`);
    if (viewer.person !== page.person && !viewer.roles.includes('admin'))
      return refuse('forbidden', `This page is for ${page.person}.`, `这次呼叫的是 ${page.person}。`);
    return keyOf('page', id);
  },
  async decide(_input, { store, call }) {
    const page = await store.state('page', partsOf(call.key).id);
    if (!page) throw new Error(`no page ${call.key}`);
    if (page.escalation === '')
      return refuse('rule', 'Nobody else is called for this; there is nobody to pass it on to.', '这次呼叫没有下一级，无法转给他人。');
    if (!isLive(page) && page.state !== 'acked')
      return refuse('rule', 'This page is over; nobody is called any more.', '呼叫已结束，不再呼叫任何人。');
    return {
      because: { code: 'passed-on' },
      tell: [{ key: `escalation:${page.escalation}`, type: 'escalation.hurry', data: {} }],
      reply: done({ page: page.id }),
    };
  },
});

import { z } from 'zod';
import { ViewFilter, viewId, viewPages } from '../../domain/alert/saved-view.ts';
import { keyOf, partsOf, personOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { write } from '../../ports/skill.ts';

/** Gives a filter of a page a name, for oneself or for everybody. The same name again replaces what it stood for. */
export default write({
  summary: { en: 'Save a view', zh: '保存视图' },
  labels: {
    name: { en: 'Name', zh: '名称' },
    page: { en: 'Page', zh: '页面' },
    filter: { en: 'Filter', zh: '筛选条件' },
    shared: { en: 'For everybody', zh: '共享给所有人' },
  },
  input: z.object({
    name: z.string().trim().min(1).max(60),
    page: z.enum(viewPages).default('alerts'),
    filter: ViewFilter.default({}),
    shared: z.boolean().default(false),
  }),
  output: z.object({ id: z.string(), existed: z.boolean() }),
  needs: 'responder',
  machine: ['filter'],
  positional: ['name'],
  answer: (o, lang) => {
    if (lang === 'zh') return o.existed ? '视图已更新' : '视图已保存';
    return o.existed ? 'View replaced' : 'View saved';
  },
  examples: [
    {
      ask: 'keep "payments, critical" as a view for everybody',
      input: { name: 'Payments', filter: { state: 'firing', match: ['system="payments"', 'severity="critical"'] }, shared: true },
    },
  ],
  on: ({ name, page }, { viewer }) => keyOf('view', viewId({ owner: viewer.person, name, page })),
  async decide({ name, page, filter, shared }, { store, call }) {
    const { id } = partsOf(call.key);
    const owner = personOf(call.by);
    if (viewId({ owner, name, page }) !== id) return refuse('rule', 'A view belongs to who saves it.', '视图属于保存它的人。');
    const old = await store.state('view', id);
    return {
      because: { code: 'view-saved' },
      // What belongs to nobody could be seen by nobody.
      facts: [{ type: 'view.saved', data: { name, owner, shared: shared || owner === null, page, filter } }],
      reply: done({ id, existed: old !== null && !old.gone }),
    };
  },
});

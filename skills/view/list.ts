import { z } from 'zod';
import { pageOf, ViewFilter, viewPages } from '../../domain/alert/saved-view.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { read } from '../../ports/skill.ts';

/** The saved views that I may choose from: my own first, then those that are shared. */
export default read({
  summary: { en: 'List saved views', zh: '列出视图' },
  labels: { page: { en: 'Page', zh: '页面' } },
  input: z.object({ page: z.enum(viewPages).default('alerts') }),
  output: z.object({
    views: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        owner: z.string().nullable(),
        ownerName: z.string().nullable(),
        mine: z.boolean(),
        shared: z.boolean(),
        page: z.enum(viewPages),
        filter: ViewFilter,
      }),
    ),
  }),
  needs: 'viewer',
  answer: (o, lang) =>
    o.views.map((v) => (v.mine ? v.name : `${v.name} · ${v.ownerName ?? '—'}`)).join('\n') ||
    (lang === 'zh' ? '还没有视图' : 'No views yet'),
  examples: [{ ask: 'which views of the alerts are there?', input: {} }],
  async run({ page }, { store, viewer }) {
    const views = (await store.views(viewer.person)).filter((v) => pageOf(v) === page);
    const seen = views.map(({ id, name, owner, shared, filter }) => {
      const ownerName = owner === null ? null : nameOf(store.resources(), owner);
      return { id, name, owner, ownerName, mine: owner === viewer.person, shared, page, filter };
    });
    return { views: seen.toSorted((a, b) => Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name)) };
  },
});

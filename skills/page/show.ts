import { z } from 'zod';
import { refuse } from '../../domain/event/reply.ts';
import { PageView, pageView } from '../../domain/incident/outward.ts';
import { read } from '../../ports/skill.ts';

/** How far a page is: what was tried, when, and what came of it. */
export default read({
  summary: { en: 'Show how far a page is', zh: '查看呼叫进展' },
  labels: { page: { en: 'Page', zh: '呼叫' } },
  input: z.object({ page: z.string().min(1) }),
  output: PageView,
  needs: 'viewer',
  positional: ['page'],
  answer: (o) =>
    [`${o.person} · ${o.state}`, ...o.attempts.map((a) => `${a.at} ${a.by} ${a.state}${a.error ? ` · ${a.error}` : ''}`)].join('\n'),
  examples: [{ ask: 'has my test arrived?', input: { page: 'test-1.0.0.ana' } }],
  async run({ page: id }, { store, viewer }) {
    const page = await store.state('page', id);
    const { incident } = page?.about ?? {};
    const maySee =
      page &&
      (page.person === viewer.person ||
        viewer.roles.includes('admin') ||
        (incident && (await store.incidentsEnding(incident, viewer)).length > 0));
    return maySee ? pageView(page) : refuse('not-found', `There is no page "${id}".`, `没有呼叫“${id}”。`);
  },
});

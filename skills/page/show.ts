import { z } from 'zod';
import { refuse } from '../../domain/event/reply.ts';
import { PageView, pageView } from '../../domain/incident/outward.ts';
import { meansWords } from '../../domain/incident/say.ts';
import { attemptStateWords } from '../../domain/page/say.ts';
import type { Means } from '../../domain/people/person.ts';
import { read } from '../../ports/skill.ts';

/** How far a page is: what was tried, when, and what came of it. */
export default read({
  summary: { en: 'Show how far a page is', zh: '查看呼叫进展' },
  labels: { page: { en: 'Page', zh: '呼叫' } },
  input: z.object({ page: z.string().min(1) }),
  output: PageView,
  needs: 'viewer',
  positional: ['page'],
  answer: (o, lang) =>
    [
      `${o.person} · ${o.state}`,
      ...o.attempts.map((a) =>
        [`${a.at} ${meansWords[a.by as Means][lang]}`, a.carrier, attemptStateWords[a.state][lang], a.error].filter(Boolean).join(' · '),
      ),
    ].join('\n'),
  examples: [{ ask: 'has my test arrived?', input: { page: 'test-1.0.0.ana' } }],
  async run({ page: id }, { store, viewer, lang }) {
    const page = await store.state('page', id);
    const { incident } = page?.about ?? {};
    const isTheirs = page?.person === viewer.person || viewer.roles.includes('admin');
    const isSeen = incident ? (await store.incidentsEnding(incident, viewer)).length > 0 : isTheirs;
    // Where others hear the answer, whose page it is does not say what may be said of it.
    const maySee = page && (isSeen || (isTheirs && !viewer.isOverheard));
    return maySee ? pageView(page, lang) : refuse('not-found', `There is no page "${id}".`, `没有呼叫“${id}”。`);
  },
});

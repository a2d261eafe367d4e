import { z } from 'zod';
import { facetsOf } from '../../domain/alert/facets.ts';
import { isRefusal } from '../../domain/event/reply.ts';
import { alertInput, alertInputLabels } from '../../ports/alert-input.ts';
import { read } from '../../ports/skill.ts';
import { askedIn, survey } from '../../ports/survey.ts';

/** What the alerts can be narrowed by, with counts: of those that fire exactly, of the resolved as a sample of the newest. */
export default read({
  summary: { en: 'What alerts can be narrowed by, with counts', zh: '告警筛选项与数量' },
  labels: alertInputLabels,
  input: z.object(alertInput),
  output: z.object({
    total: z.number(),
    /** Only the newest were counted. */
    sample: z.boolean(),
    facets: z.array(
      z.object({
        by: z.enum(['state', 'source', 'label']),
        name: z.string(),
        values: z.array(z.object({ value: z.string(), count: z.number() })),
        /** Values that are not listed. */
        more: z.number(),
      }),
    ),
  }),
  needs: 'viewer',
  positional: ['state'],
  answer: (o, lang) => {
    const lines = o.facets.map(
      (f) =>
        `${f.name}: ${f.values
          .slice(0, 6)
          .map((v) => `${v.value || '—'} ${v.count}`)
          .join(', ')}`,
    );
    return [lang === 'zh' ? `共 ${o.total} 条` : `${o.total} in all`, ...lines].join('\n');
  },
  examples: [{ ask: 'how many alerts fire, by severity and system?', input: {} }],
  async run(input, ctx) {
    const asked = askedIn(input);
    if (isRefusal(asked)) return asked;
    const { tally, isSample } = await survey(asked, ctx);
    return { total: tally.total, sample: isSample, facets: facetsOf(tally).map((f) => ({ ...f, values: [...f.values] })) };
  },
});

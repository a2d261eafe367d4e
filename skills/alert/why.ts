import { z } from 'zod';
import { whySteps } from '../../domain/alert/why.ts';
import { refuse } from '../../domain/event/reply.ts';
import { seenNumber } from '../../ports/find-incident.ts';
import { quietNow } from '../../ports/quiet.ts';
import { read } from '../../ports/skill.ts';
import { whyReader, WhyStepView } from '../../ports/why.ts';

/** Why an alert did, or did not, page: each step of the way with its outcome. */
export default read({
  summary: { en: 'Why did this alert (not) page?', zh: '这条告警为什么（没有）呼叫？' },
  labels: { fingerprint: { en: 'Fingerprint', zh: '指纹' } },
  input: z.object({ fingerprint: z.string().regex(/^[0-9a-f]{16}$/u, 'is 16 hex digits, as alert list shows them') }),
  output: z.object({ steps: z.array(WhyStepView) }),
  needs: 'viewer',
  positional: ['fingerprint'],
  answer: (o) => o.steps.map((s) => s.text).join('\n'),
  examples: [{ ask: 'why did 97f50f5299744521 not page?', input: { fingerprint: '97f50f5299744521' } }],
  async run({ fingerprint }, ctx) {
    const { store, now, viewer } = ctx;
    const signal = await store.signal(fingerprint);
    if (!signal)
      return refuse(
        'not-found',
        `There is no alert ${fingerprint}. It may have ended more than 90 days ago.`,
        `没有告警 ${fingerprint}，可能已在 90 多天前结束。`,
      );
    const all = await Promise.all([signal.group, ...signal.also].map((id) => store.state('group', id)));
    const groups = await Promise.all(
      all.filter((g) => g !== null).map(async (g) => ({ ...g, incident: await seenNumber(g.incident, { store, viewer }) })),
    );
    const quiet = await (await quietNow(ctx)).because(signal);
    return { steps: whySteps({ signal, quiet, groups }, { resources: store.duty(), now, reader: whyReader(ctx) }) };
  },
});

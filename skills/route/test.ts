import { z } from 'zod';
import { fingerprint } from '../../domain/alert/fingerprint.ts';
import { parseMatcher } from '../../domain/alert/matcher.ts';
import { wouldSteps } from '../../domain/alert/why.ts';
import { isRefusal, refuseField, type Refusal } from '../../domain/event/reply.ts';
import { quietNow } from '../../ports/quiet.ts';
import { read } from '../../ports/skill.ts';
import { whyReader, WhyStepView } from '../../ports/why.ts';

/** What would become of an alert with these labels, were it to fire now: its route, what would keep it quiet, whom it would call. */
export default read({
  summary: { en: 'What would become of an alert with these labels?', zh: '带这些标签的告警会怎样？' },
  labels: { labels: { en: 'Labels (name=value)', zh: '标签（名=值）' } },
  input: z.object({ labels: z.array(z.string().min(1)).min(1).max(100) }),
  output: z.object({ steps: z.array(WhyStepView) }),
  needs: 'viewer',
  positional: ['labels'],
  answer: (o) => o.steps.map((s) => s.text).join('\n'),
  examples: [
    {
      ask: 'whom would a critical OrderRejects of payments call?',
      input: { labels: ['alertname=OrderRejects', 'severity=critical', 'system=payments'] },
    },
  ],
  async run({ labels: said }, ctx) {
    const labels = labelsFrom(said);
    if (isRefusal(labels)) return labels;
    const quiet = await (await quietNow(ctx)).because({ fingerprint: fingerprint(labels), labels });
    return { steps: wouldSteps({ labels, quiet }, { resources: ctx.store.duty(), now: ctx.now, reader: whyReader(ctx) }) };
  },
});

const noLabel = (text: string): Refusal =>
  refuseField(
    'labels',
    `"${text}" is no label. Write name=value, or name="two words".`,
    `“${text}”不是标签，请写成 name=value 或 name="两个 词"。`,
  );

/** The labels, or what is wrong with them. */
function labelsFrom(said: readonly string[]): Record<string, string> | Refusal {
  const labels: Record<string, string> = {};
  for (const text of said) {
    try {
      const { name, value, isEqual, isRegex } = parseMatcher(text);
      if (!isEqual || isRegex) return noLabel(text);
      labels[name] = value;
    } catch {
      return noLabel(text);
    }
  }
  return labels;
}

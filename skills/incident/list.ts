import { z } from 'zod';
import { progresses } from '../../domain/incident/incident.ts';
import { IncidentSummary, summaryOf } from '../../domain/incident/outward.ts';
import { progressWords } from '../../domain/incident/words.ts';
import { read } from '../../ports/skill.ts';

/** Incidents, newest first; without `progress` all that are not closed. */
export default read({
  summary: { en: 'List incidents', zh: '列出事件' },
  labels: { progress: { en: 'Progress', zh: '处理进度' }, limit: { en: 'How many', zh: '条数' }, cursor: { en: 'Page', zh: '页' } },
  input: z.object({
    progress: z.enum(progresses).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().optional(),
  }),
  output: z.object({ incidents: z.array(IncidentSummary), next: z.string().nullable() }),
  needs: 'viewer',
  positional: ['progress'],
  answer: (o, lang) =>
    o.incidents.map((i) => `${i.number} ${i.severity} ${progressWords[i.progress][lang]} ${i.title}`).join('\n') ||
    (lang === 'zh' ? '没有未关闭的事件' : 'No open incidents'),
  examples: [{ ask: 'what is open?', input: {} }],
  async run({ progress, limit, cursor }, { store, viewer }) {
    const open = progresses.filter((p) => p !== 'closed');
    const found = await store.incidents(
      { progress: progress ? [progress] : open, limit: limit + 1, ...(cursor ? { before: cursor } : {}) },
      viewer,
    );
    const incidents = found.slice(0, limit).map(summaryOf);
    return { incidents, next: found.length > limit ? (incidents.at(-1)?.number ?? null) : null };
  },
});

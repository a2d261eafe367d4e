import { z } from 'zod';
import { clipped } from '../../domain/card/cuts.ts';
import { IncidentFilter, narrowedTo, progressesOf } from '../../domain/incident/narrow.ts';
import { IncidentSummary, summaryOf } from '../../domain/incident/outward.ts';
import { progressWords } from '../../domain/incident/words.ts';
import { isOpen, type Incident } from '../../domain/incident/incident.ts';
import type { Lang } from '../../domain/text/lang.ts';
import { read } from '../../ports/skill.ts';

/** How many are looked through in one call; a page may then be short, or empty, although more follows. */
const mostRead = 2_000;
const readAtOnce = 200;
/** A line of a list in a chat. */
const mostOfTitle = 60;

const output = z.object({ incidents: z.array(IncidentSummary), next: z.string().nullable() });

/** Incidents, newest first; without `progress` all that are not closed. `next` asks for those after them, null = no more. */
export default read({
  summary: { en: 'List incidents', zh: '列出事件' },
  labels: {
    progress: { en: 'Progress', zh: '处理进度' },
    severity: { en: 'Severity', zh: '级别' },
    mine: { en: 'Only mine', zh: '只看与我有关' },
    text: { en: 'Words', zh: '关键词' },
    limit: { en: 'How many', zh: '条数' },
    cursor: { en: 'Page', zh: '页' },
  },
  input: IncidentFilter.extend({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().optional(),
  }),
  output,
  needs: 'viewer',
  positional: ['progress'],
  answer: (o, lang) => listed(o, lang).join('\n') || (lang === 'zh' ? '没有符合条件的事件' : 'No such incidents'),
  examples: [{ ask: 'what is open?', input: {} }],
  async run({ limit, cursor, ...filter }, { store, viewer }) {
    const isWanted = narrowedTo(filter, viewer.person);
    const progress = progressesOf(filter.progress ?? 'current');
    const isNarrowed = filter.severity !== undefined || filter.mine === true || (filter.text ?? '') !== '';
    const chunk = isNarrowed ? readAtOnce : limit;
    const found: Incident[] = [];
    let before = cursor;
    for (let seen = 0; seen < mostRead;) {
      const some = await store.incidents({ progress, limit: chunk + 1, ...(before === undefined ? {} : { before }) }, viewer);
      for (const incident of some.slice(0, chunk)) {
        before = incident.number;
        if (isWanted(incident)) found.push(incident);
        if (found.length === limit) break;
      }
      const isEnd = some.length <= chunk && before === (some.at(-1)?.number ?? before);
      if (isEnd) return { incidents: found.map(summaryOf), next: null };
      if (found.length === limit) break;
      seen += some.length;
    }
    return { incidents: found.map(summaryOf), next: before ?? null };
  },
});

/** What is not over comes first; what is stands below a heading, where both are there. */
function listed({ incidents, next }: z.output<typeof output>, lang: Lang): string[] {
  const line = (i: IncidentSummary): string =>
    `${i.number} ${i.severity} ${progressWords[i.progress][lang]} ${clipped(i.title, mostOfTitle)}`;
  const ongoing = incidents.filter(isOpen);
  const over = incidents.filter((i) => !isOpen(i));
  const heading = { zh: `已结束（${over.length}）：`, en: `Over (${over.length}):` }[lang];
  const more = { zh: '更早的未列出；未结束的：/incident list ongoing', en: 'There are older ones. Those not over: /incident list ongoing' };
  return [
    ...ongoing.map(line),
    ...(ongoing.length > 0 && over.length > 0 ? [heading] : []),
    ...over.map(line),
    ...(next !== null && over.length > 0 ? [more[lang]] : []),
  ];
}

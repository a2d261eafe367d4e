import { z } from 'zod';
import { labelTest, parseMatcher } from '../../domain/alert/matcher.ts';
import { AlertView, alertView } from '../../domain/alert/outward.ts';
import { isQuiet, type Quiet } from '../../domain/alert/quiet.ts';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import { refuse } from '../../domain/event/reply.ts';
import { seenNumber } from '../../ports/find-incident.ts';
import { quietNow } from '../../ports/quiet.ts';
import { read, type ReadContext } from '../../ports/skill.ts';

const States = z.enum(['firing', 'suppressed', 'resolved']);
/** Rows looked through for one page when matchers leave little. */
const lookedThrough = 20_000;

/** Alerts in the order of their fingerprints; without `state` those that fire, silenced or not. */
export default read({
  summary: { en: 'List alerts', zh: '列出告警' },
  labels: {
    state: { en: 'State', zh: '状态' },
    match: { en: 'Matchers', zh: '匹配条件' },
    limit: { en: 'How many', zh: '条数' },
    cursor: { en: 'Page', zh: '页' },
  },
  input: z.object({
    state: States.optional(),
    match: z.array(z.string()).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    cursor: z.string().optional(),
  }),
  output: z.object({ alerts: z.array(AlertView), next: z.string().nullable() }),
  needs: 'viewer',
  positional: ['state'],
  answer: (o, lang) =>
    o.alerts
      .slice(0, 20)
      .map((a) => `${a.state} ${a.labels['alertname'] ?? ''} ${a.fingerprint}`)
      .join('\n') || (lang === 'zh' ? '没有告警' : 'No alerts'),
  examples: [{ ask: 'which alerts fire?', input: {} }],
  async run({ state, match = [], limit, cursor }, ctx) {
    let matches;
    try {
      matches = labelTest(match.map(parseMatcher));
    } catch (e) {
      return { ...refuse('input', `match: ${(e as Error).message}`), issues: [{ path: 'match', message: (e as Error).message }] };
    }
    const quiet = await quietNow(ctx);
    const wanted = async (rows: readonly StoredSignal[]): Promise<Found[]> => {
      const hit = rows.filter((s) => matches(s.labels));
      const reasons = await quiet.of(hit);
      return hit
        .map((signal, i) => ({ signal, quiet: reasons[i] }))
        .filter(
          (f) => state === undefined || state === 'resolved' || (f.quiet !== undefined && isQuiet(f.quiet)) === (state === 'suppressed'),
        );
    };
    const { found, next } = await page({ resolved: state === 'resolved', limit, cursor }, wanted, ctx);
    const groups = new Map<string, string | null>();
    for (const {
      signal: { group },
    } of found)
      if (!groups.has(group)) groups.set(group, await seenNumber((await ctx.store.state('group', group))?.incident ?? null, ctx));
    return { alerts: found.map((f) => alertView(f.signal, { quiet: f.quiet, incident: groups.get(f.signal.group) ?? null })), next };
  },
});

interface Found {
  readonly signal: StoredSignal;
  readonly quiet: Quiet | undefined;
}

async function page(
  q: { resolved: boolean; limit: number; cursor: string | undefined },
  wanted: (rows: readonly StoredSignal[]) => Promise<Found[]>,
  { store }: ReadContext,
): Promise<{ found: Found[]; next: string | null }> {
  const found: Found[] = [];
  let after = q.cursor;
  for (let looked = 0; looked < lookedThrough;) {
    const rows = await store.signals({ state: q.resolved ? 'resolved' : 'firing', limit: 1000, ...(after ? { after } : {}) });
    for (const one of await wanted(rows)) {
      found.push(one);
      if (found.length === q.limit) return { found, next: one.signal.fingerprint };
    }
    after = rows.at(-1)?.fingerprint ?? after;
    looked += rows.length;
    if (rows.length < 1000) return { found, next: null };
  }
  return { found, next: after ?? null };
}

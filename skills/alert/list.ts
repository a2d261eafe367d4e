import { z } from 'zod';
import { AlertView, alertView } from '../../domain/alert/outward.ts';
import type { Quiet } from '../../domain/alert/quiet.ts';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import { askedTest, shownState, type Asked } from '../../domain/alert/tally.ts';
import { isRefusal, refuse } from '../../domain/event/reply.ts';
import type { Lang } from '../../domain/text/lang.ts';
import { alertInput, alertInputLabels } from '../../ports/alert-input.ts';
import { seenNumber } from '../../ports/find-incident.ts';
import { quietNow } from '../../ports/quiet.ts';
import { read, type ReadContext } from '../../ports/skill.ts';
import type { SignalPlace } from '../../ports/store.ts';
import { askedIn, newestFirst } from '../../ports/survey.ts';

/** Rows looked through for one answer when little of them is wanted; the next page goes on from there. */
const lookedThrough = 6_000;

/** Alerts, those that turned last first; without `state` those that fire, silenced or not. A page may be short, even empty, and have a next. */
export default read({
  summary: { en: 'List alerts, newest first', zh: '列出告警，最新在前' },
  labels: { ...alertInputLabels, limit: { en: 'How many', zh: '条数' }, cursor: { en: 'Page', zh: '页' } },
  input: z.object({ ...alertInput, limit: z.coerce.number().int().min(1).max(1000).default(100), cursor: z.string().max(100).optional() }),
  output: z.object({ alerts: z.array(AlertView), next: z.string().nullable() }),
  needs: 'viewer',
  positional: ['state'],
  answer: (o, lang) => {
    const lines = o.alerts.slice(0, said).map((a) => line(a, lang));
    const more = o.alerts.length - lines.length;
    if (more > 0 || o.next !== null) lines.push(lang === 'zh' ? '…还有更多' : '… and more');
    return lines.join('\n') || (lang === 'zh' ? '没有告警' : 'No alerts');
  },
  examples: [{ ask: 'which alerts fire?', input: {} }],
  async run({ limit, cursor, ...input }, ctx) {
    const asked = askedIn(input);
    if (isRefusal(asked)) return asked;
    const before = placeOf(cursor);
    if (before === null)
      return refuse(
        'input',
        'cursor: is not one that a list of alerts has given. Begin without one.',
        'cursor：不是告警列表给出的位置，请不带它重新开始。',
      );
    const { found, next } = await page(asked, { limit, before }, ctx);
    const groups = new Map<string, string | null>();
    for (const {
      signal: { group },
    } of found)
      if (!groups.has(group)) groups.set(group, await seenNumber((await ctx.store.state('group', group))?.incident ?? null, ctx));
    const alerts = found.map((f) => alertView(f.signal, { quiet: f.quiet, incident: groups.get(f.signal.group) ?? null }));
    return { alerts, next: next && cursorOf(next) };
  },
});

/** Alerts that are told in a chat. */
const said = 20;

const stateWords = {
  firing: { zh: '告警中', en: 'firing' },
  suppressed: { zh: '已静默', en: 'quiet' },
  resolved: { zh: '已恢复', en: 'resolved' },
};

/** `SEV1 Down · Gateway is down · firing · 97f50f5299744521` */
function line(a: AlertView, lang: Lang): string {
  const about = a.annotations['summary'] ?? a.labels['instance'];
  const name = a.labels['alertname'] ?? a.source;
  return [`${a.severity} ${name}`, ...(about === undefined ? [] : [about]), stateWords[a.state][lang], a.fingerprint].join(' · ');
}

interface Found {
  readonly signal: StoredSignal;
  readonly quiet: Quiet | undefined;
}

async function page(
  asked: Asked,
  { limit, before }: { limit: number; before: SignalPlace | undefined },
  ctx: ReadContext,
): Promise<{ found: Found[]; next: SignalPlace | null }> {
  const quiet = await quietNow(ctx);
  const isWanted = askedTest(asked);
  const found: Found[] = [];
  let looked = 0;
  let last: StoredSignal | undefined;
  for await (const rows of newestFirst(
    { state: asked.state === 'resolved' ? 'resolved' : 'firing', group: asked.group, before },
    ctx.store,
  )) {
    const hit = rows.filter(isWanted);
    const reasons = await quiet.of(hit);
    for (const [i, signal] of hit.entries()) {
      const reason = reasons[i];
      if (asked.state !== undefined && shownState(signal, reason) !== asked.state) continue;
      found.push({ signal, quiet: reason });
      if (found.length === limit) return { found, next: signal };
    }
    last = rows.at(-1);
    looked += rows.length;
    if (last && looked >= lookedThrough) return { found, next: last };
  }
  return { found, next: null };
}

const cursorOf = (p: SignalPlace): string => `${p.turnedAt}.${p.fingerprint}`;

/** null: no such place. */
function placeOf(cursor: string | undefined): SignalPlace | undefined | null {
  if (cursor === undefined || cursor === '') return undefined;
  const [, at, fingerprint] = /^(\d{1,15})\.([0-9a-f]{16})$/u.exec(cursor) ?? [];
  return at !== undefined && fingerprint !== undefined ? { turnedAt: Number(at), fingerprint } : null;
}

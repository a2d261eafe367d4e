import { z } from 'zod';
import { readerZone, sayTime, shortId, SilenceView, silenceView } from '../../domain/alert/silence-view.ts';
import { silenceState } from '../../domain/alert/silence.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { silenceKeptMs } from '../../ports/find-silence.ts';
import { read } from '../../ports/skill.ts';
import { survey } from '../../ports/survey.ts';

const order = { active: 0, pending: 1, expired: 2 };

/** Silences and maintenance windows, what ends next first; without `state` those that hold or are to come. */
export default read({
  summary: { en: 'List silences and maintenance windows', zh: '列出静默与维护期' },
  labels: { state: { en: 'State', zh: '状态' } },
  input: z.object({ state: z.enum(['active', 'pending', 'expired']).optional() }),
  output: z.object({ silences: z.array(SilenceView), at: z.string(), zone: z.string() }),
  needs: 'viewer',
  positional: ['state'],
  answer: (o, lang) =>
    o.silences
      .slice(0, 20)
      .map((s) => line(s, o, lang === 'zh'))
      .join('\n') || (lang === 'zh' ? '没有静默' : 'Nothing is silenced'),
  examples: [{ ask: 'what is silenced?', input: {} }],
  async run({ state }, ctx) {
    const { store, now, viewer } = ctx;
    const all = (await store.silences(now - silenceKeptMs)).filter((s) => {
      const is = silenceState(s, now);
      return state === undefined ? is !== 'expired' : is === state;
    });
    const hits = all.length === 0 || state === 'expired' ? null : (await survey({ matchers: [] }, ctx)).tally.hits;
    const resources = store.resources();
    const silences = all
      .map((s) => silenceView(s, { now, resources, hits: hits && silenceState(s, now) !== 'expired' ? (hits.get(s.id) ?? 0) : null }))
      .toSorted(
        (a, b) => order[a.state] - order[b.state] || (a.state === 'expired' ? -1 : 1) * (Date.parse(a.endsAt) - Date.parse(b.endsAt)),
      );
    return { silences, at: rfc3339(now), zone: readerZone(resources, viewer.person) };
  },
});

function line(s: SilenceView, o: { at: string; zone: string }, isZh: boolean): string {
  const what = s.system ?? s.matchers.join(', ');
  const kind = s.kind === 'maintenance' ? (isZh ? '维护期 ' : 'maintenance ') : '';
  const time =
    s.state === 'pending'
      ? `${sayTime(s.startsAt, o)}–${sayTime(s.endsAt, o)}`
      : isZh
        ? `${s.state === 'expired' ? '已于' : '至'} ${sayTime(s.endsAt, o)}${s.state === 'expired' ? ' 结束' : ''}`
        : `${s.state === 'expired' ? 'ended' : 'until'} ${sayTime(s.endsAt, o)}`;
  const hit = s.hits ? (isZh ? ` · 命中 ${s.hits} 条` : ` · ${s.hits} firing under it`) : '';
  return `${shortId(s.id)} ${kind}${what} · ${time} · ${s.byName}${isZh ? '：' : ': '}${s.comment}${hit}`;
}

import { nameOf } from '../../domain/firm/of-firm.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { StoredFact, Store } from '../../ports/store.ts';
import type { Run } from './place.ts';

interface Told {
  readonly incident: Incident;
  readonly facts: readonly StoredFact[];
  readonly run: Run;
  readonly zone: string;
  readonly lang: Lang;
  readonly name: (person: string) => string;
}

/** The story as its clock has it, and what to try next. */
export async function closingOf(store: Store, told: Pick<Told, 'incident' | 'run' | 'zone' | 'lang'>): Promise<string> {
  const facts = await store.timeline(told.incident.number);
  return closing({ ...told, facts, name: (person) => nameOf(store.resources(), person) });
}

function closing({ incident, facts, run, zone, lang, name }: Told): string {
  const hands = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  const time = (at: number | null | undefined): string => (at === null || at === undefined ? '—' : hands.format(at));
  const who = incident.acknowledgedBy === null ? '' : name(incident.acknowledgedBy);
  const took = Math.round(((incident.resolvedAt ?? incident.declaredAt) - incident.declaredAt) / 1000);
  const mitigated = facts.findLast((f) => f.type === 'incident.mitigated')?.at;
  const t = {
    detected: time(run.played['warns']),
    called: time(incident.declaredAt),
    acked: time(incident.acknowledgedAt),
    mitigated: time(mitigated),
    recovered: time(incident.recoveredAt),
    resolved: time(incident.resolvedAt),
  };
  return lang === 'zh'
    ? [
        `${incident.number} 结束，历时 ${Math.floor(took / 60)} 分 ${took % 60} 秒。`,
        `发现 ${t.detected} · 呼叫 ${t.called} · 认领 ${t.acked}${who && `（${who}）`} · 止损 ${t.mitigated} · 恢复 ${t.recovered} · 解决 ${t.resolved}`,
        '接下来可以：读一遍时间线；输入 /incident show；在“告警”页看每条告警为什么呼叫；发起一起你自己的事件；或点上方“再来一次”。',
      ].join('\n')
    : [
        `${incident.number} is over. It took ${Math.floor(took / 60)} min ${took % 60} s.`,
        `Detected ${t.detected} · called ${t.called} · acknowledged ${t.acked}${who && ` (${who})`} · mitigated ${t.mitigated} · recovered ${t.recovered} · resolved ${t.resolved}`,
        'Next: read the timeline; type /incident show; see on the page Alerts why each alert called; declare an incident of your own; or press “Play it again” above.',
      ].join('\n');
}

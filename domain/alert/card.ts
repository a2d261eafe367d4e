import type { Card, CardAction } from '../card/card.ts';
import type { Severity } from '../incident/severity.ts';
import type { Lang } from '../text/lang.ts';
import { clockText } from '../time/say.ts';
import { isFlapping } from './flap.ts';
import type { Group } from './group.ts';
import { matcherText } from './matcher.ts';
import { signalTitle, type StoredSignal } from './signal.ts';
import type { Silence } from './silence.ts';
import { toldApart } from './tell-apart.ts';

export interface GroupCard {
  readonly group: Group;
  /** What its route declares, else what its alerts say. */
  readonly severity: Severity;
  /** A few of its firing signals, or of its resolved ones when none fires. */
  readonly signals: readonly StoredSignal[];
  readonly firing: number;
  readonly resolved: number;
  readonly silences: readonly Silence[];
  /** Alerts that inhibit some of its signals. */
  readonly inhibitors: readonly StoredSignal[];
  /** Whether all of the signals that fire are kept quiet. */
  readonly isAllQuiet: boolean;
  /** Until when its route tells nobody; not after `now` when it does. */
  readonly mutedUntil: number;
  readonly now: number;
  readonly lang: Lang;
  readonly zone: string;
  readonly name: (person: string) => string;
  /** Left out where the incident is private: a card in a channel is for everybody. */
  readonly incidentUrl?: string;
  /** All of its alerts, whole: a chat may have to shorten the card. */
  readonly groupUrl: string;
}

const shown = 5;

/** The one card of an alert group: what fires, since when, what is being done about it. */
export function groupCard(g: GroupCard): Card {
  const t = (zh: string, en: string): string => (g.lang === 'zh' ? zh : en);
  const [first] = g.signals;
  const over = g.firing === 0;
  const since = g.signals.length > 0 ? Math.min(...g.signals.map((s) => s.startsAt)) : g.group.openedAt;
  const more = Math.max(0, (over ? g.resolved : g.firing) - shown);
  const lines = toldApart(g.signals)
    .slice(0, shown)
    .map((said) => `• ${said}`);
  if (more > 0) lines.push(t(`…另有 ${more} 条`, `… and ${more} more`));
  return {
    title: first?.labels['alertname'] ?? (Object.values(g.group.labels).join(' ') || g.group.id),
    severity: g.severity,
    state: over
      ? { word: t('已恢复', 'resolved'), tone: 'good' }
      : { word: t(`${g.firing} 条告警中`, `${g.firing} firing`), tone: isKeptQuiet(g) ? 'quiet' : 'alarm' },
    body: lines.join('\n'),
    fields: fieldsOf(g, since, t),
    links: [
      ...(g.incidentUrl && g.group.incident ? [{ label: g.group.incident, url: g.incidentUrl }] : []),
      { label: t('查看全部告警', 'See all its alerts'), url: g.groupUrl },
      ...picturesOf(g, t('曲线图', 'Chart')),
    ],
    ...(over ? {} : { actions: actionsOf(g, first, t) }),
  };
}

/** What the source drew of it: Grafana's picture of the curve. */
function picturesOf({ signals }: GroupCard, label: string): { label: string; url: string; isImage: true }[] {
  const url = signals.flatMap(({ annotations }) => annotations['image_url'] || []).find((each) => URL.canParse(each));
  return url === undefined ? [] : [{ label, url, isImage: true }];
}

const isKeptQuiet = (g: GroupCard): boolean => g.isAllQuiet || g.mutedUntil > g.now;

function fieldsOf(g: GroupCard, since: number, t: (zh: string, en: string) => string): { label: string; value: string }[] {
  const fields = [{ label: t('开始于', 'Since'), value: clockText(since, g.zone, g.group.openedAt) }];
  const labels = Object.entries(g.group.labels)
    .filter(([n]) => n !== 'alertname')
    .slice(0, 5);
  for (const [label, value] of labels) fields.push({ label, value });
  if (g.group.acked) fields.push({ label: t('认领', 'Acknowledged by'), value: g.name(g.group.acked.person) });
  for (const s of g.silences.slice(0, 2)) {
    fields.push({
      label: t('静默', 'Silenced'),
      value: `${s.matchers.map(matcherText).join(', ')} · ${g.name(s.createdBy)} · ${t('至', 'until')} ${clockText(s.endsAt, g.zone, g.group.openedAt)}`,
    });
  }
  for (const s of g.inhibitors) fields.push({ label: t('被抑制', 'Inhibited by'), value: signalTitle(s) });
  if (g.mutedUntil > g.now) fields.push({ label: t('免打扰至', 'Muted until'), value: clockText(g.mutedUntil, g.zone, g.group.openedAt) });
  if (isFlapping(g.group.overs, g.now))
    fields.push({ label: t('抖动', 'Flapping'), value: t('反复告警与恢复', 'fires and recovers again and again') });
  if (g.group.storm) fields.push({ label: t('告警风暴', 'Storm'), value: g.group.storm });
  return fields;
}

function actionsOf(g: GroupCard, first: StoredSignal | undefined, t: (zh: string, en: string) => string): CardAction[] {
  const match = Object.entries(Object.keys(g.group.labels).length > 0 ? g.group.labels : (first?.labels ?? {})).map(([name, value]) =>
    matcherText({ name, value, isEqual: true, isRegex: false }),
  );
  const actions: CardAction[] = [];
  if (!g.group.acked)
    actions.push({
      label: t('认领', 'Acknowledge'),
      short: t('认领', 'Ack'),
      style: 'primary',
      skill: 'alert/ack',
      input: { group: g.group.id },
    });
  actions.push({
    label: t('静默…', 'Silence…'),
    form: true,
    skill: 'alert/silence',
    input: { match, minutes: 60 },
  });
  if (!g.group.incident) {
    const title = first ? signalTitle(first).slice(0, 300) : g.group.id;
    actions.push({
      label: t('宣布事件', 'Declare incident'),
      style: 'danger',
      confirm: t('呼叫值班人员并打开作战室？', 'Call the people on duty and open a war room?'),
      skill: 'incident/declare',
      input: { title, severity: g.severity, cause: `group:${g.group.id}`, group: g.group.id },
    });
  }
  actions.push({ label: t('谁在值班', 'Who is on call'), skill: 'oncall/who', input: {} });
  return actions;
}

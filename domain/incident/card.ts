import type { Card, CardAction, CardSelect, Tone } from '../card/card.ts';
import type { Lang } from '../text/lang.ts';
import { clockText } from '../time/say.ts';
import type { IncidentSummary } from './outward.ts';
import { Severity } from './severity.ts';
import { alertStateWords, progressWords, roleWords, roomLossWords, roomWhy } from './words.ts';

export interface CardReader {
  readonly lang: Lang;
  readonly name: (person: string) => string;
  readonly zone?: string;
  readonly url?: string;
}

const tones: Readonly<Record<IncidentSummary['progress'], Tone>> = {
  open: 'alarm',
  acknowledged: 'warn',
  mitigated: 'warn',
  resolved: 'good',
  closed: 'quiet',
};

/** The card of an incident: number first, the state in words, who leads, what can be done next. */
export function incidentCard(i: IncidentSummary, r: CardReader): Card {
  const t = (zh: string, en: string): string => (r.lang === 'zh' ? zh : en);
  const names = (people: readonly string[]): string => people.map(r.name).join(r.lang === 'zh' ? '、' : ', ') || '—';
  const time = (iso: string): string => (r.zone ? clockText(Date.parse(iso), r.zone, Date.parse(i.declaredAt)) : iso);
  const roles = Object.entries(i.roles).map(([role, person]) => ({
    label: roleWords[role as keyof typeof roleWords][r.lang],
    value: r.name(person),
  }));
  const broken = missingOf(i, r);
  return {
    title: `${i.number} ${i.title}`,
    severity: i.severity,
    state: { word: progressWords[i.progress][r.lang], tone: tones[i.progress] },
    fields: [
      ...(i.impact ? [{ label: t('业务影响', 'Business impact'), value: i.impact }] : []),
      { label: t('告警', 'Alerts'), short: t('告警', 'Alert'), value: alertStateWords[i.alertState][r.lang] },
      ...(i.storm ? [{ label: t('告警风暴', 'Storm'), value: stormText(i.storm, t) }] : []),
      { label: t('宣布于', 'Declared'), short: t('宣布于', 'Since'), value: time(i.declaredAt) },
      { label: t('认领', 'Acknowledged by'), short: t('认领', 'Acked'), value: i.acknowledgedBy ? r.name(i.acknowledgedBy) : '—' },
      { label: t('人员', 'People'), short: t('人员', 'Who'), value: names(i.people) },
      ...roles,
      ...(broken.length > 0 ? [{ label: t('缺少', 'Missing'), value: broken.join('; ') }] : []),
    ].slice(0, 10),
    ...(r.url ? { links: [{ label: t('打开作战室', 'Open the war room'), url: r.url }] } : {}),
    actions: actionsOf(i, t),
    ...(i.progress === 'resolved' || i.progress === 'closed' ? {} : { selects: [severitySelect(i, t)] }),
  };
}

/** Rooms that could not be opened or that we cannot write into, and people who could not be brought in, each with the reason. */
export const missingOf = (i: Pick<IncidentSummary, 'rooms'>, { name, lang }: Pick<CardReader, 'name' | 'lang'>): string[] =>
  i.rooms.flatMap(({ platform, state, because, missing }) => {
    if (state === 'lost') return [`${platform}: ${roomLossWords[because === 'archived' ? 'archived' : 'without-us'][lang]}`];
    // Errors of a chat begin with its name.
    const why = roomWhy((because ?? '').replace(`${platform}: `, ''), lang);
    return state === 'failed'
      ? [`${platform}: ${why}`]
      : missing.map((m) => `${platform}: ${name(m.person)} (${roomWhy(m.because, lang)})`);
  });

/** 100,002 */
const grouped = (n: number): string => n.toLocaleString('en');

const stormText = ({ tie, groups, firing }: NonNullable<IncidentSummary['storm']>, t: (zh: string, en: string) => string): string =>
  t(
    `已并入 ${grouped(groups)} 个告警组（${tie}），未再呼叫；共 ${grouped(firing)} 条告警中`,
    `${grouped(groups)} more alert group${groups === 1 ? '' : 's'} with ${tie} came in, nobody was called for them; ${grouped(firing)} alerts fire in all`,
  );

function actionsOf(i: IncidentSummary, t: (zh: string, en: string) => string): CardAction[] {
  const input = { incident: i.number };
  const ack: CardAction = { label: t('认领', 'Acknowledge'), short: t('认领', 'Ack'), style: 'primary', skill: 'incident/ack', input };
  const resolve: CardAction = {
    label: t('解决', 'Resolve'),
    skill: 'incident/resolve',
    input,
    confirm: t('确认事件已解决？', 'Is the incident really over?'),
  };
  const mitigate: CardAction = { label: t('已止损', 'Mitigated'), skill: 'incident/mitigate', input };
  const lead: CardAction = {
    label: t('我来指挥', 'I take command'),
    short: t('我来指挥', 'Command'),
    skill: 'incident/assign',
    input: { ...input, role: 'commander', ifFree: true },
  };
  const leads = i.roles.commander ? [] : [lead];
  if (i.progress === 'open') return [ack, ...leads, resolve];
  if (i.progress === 'acknowledged') return [...leads, mitigate, resolve];
  if (i.progress === 'mitigated') return [...leads, resolve];
  return [];
}

/** How bad it is, to be changed where the card is. */
function severitySelect(i: IncidentSummary, t: (zh: string, en: string) => string): CardSelect {
  const option = (severity: Severity): CardSelect['options'][number] => ({
    label: severity,
    skill: 'incident/severity',
    input: { incident: i.number, severity },
    confirm: t(`把级别改为 ${severity}？`, `Change the severity to ${severity}?`),
    ...(severity === i.severity ? { isChosen: true } : {}),
  });
  return { label: t('级别', 'Severity'), options: Severity.options.map(option) };
}

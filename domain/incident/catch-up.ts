import { z } from 'zod';
import type { Card, CardAction } from '../card/card.ts';
import type { Words } from '../text/lang.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import { clockText } from '../time/say.ts';
import { sayLength } from '../time/span.ts';
import type { CardReader } from './card.ts';
import { incidentRoles, isOpen, type Incident } from './incident.ts';
import { IncidentSummary, summaryOf } from './outward.ts';
import { sayLine, storyOf, type Happened } from './story.ts';
import { alertStateWords, progressWords, roleWords } from './words.ts';

/** What is wanted of whoever comes in late: to answer a call, to do what their role says, to lead, to help, or nothing. */
const Asked = z.enum(['answer', 'lead', 'role', 'free', 'help', 'over']);

/** An incident for somebody who was not there: as it is, the last of what was done (the newest first), and what is asked of them. */
export const CatchUp = z.object({
  incident: IncidentSummary,
  lately: z.array(z.object({ at: z.string(), text: z.string() })),
  asked: Asked,
  at: z.string(),
});
export type CatchUp = z.output<typeof CatchUp>;

export interface LateComer {
  readonly person: string | null;
  /** Whether they are being called for it and have not answered. */
  readonly isCalled: boolean;
}

type Reader = Pick<CardReader, 'lang' | 'name'>;

const mostLines = 7;

/** Who comes and goes, and who is rung how, is not what was done. */
const isDeed = (type: string): boolean => !/^(?:page|room)\.|^people\.joined$|^incident\.(?:declared|grouped)$/u.test(type);

/** `now` in UTC ms. */
export function catchUpOf(
  i: Incident,
  { facts, now, ...late }: LateComer & { facts: readonly Happened[]; now: number },
  reader: Reader,
): CatchUp {
  const lately = storyOf(facts)
    .filter(({ type }) => isDeed(type))
    .slice(-mostLines)
    .toReversed()
    .map((line) => ({ at: rfc3339(line.at), text: sayLine(line, reader) }));
  return { incident: summaryOf(i), lately, asked: askedOf(i, late), at: rfc3339(now) };
}

function askedOf(i: Incident, { person, isCalled }: LateComer): CatchUp['asked'] {
  if (!isOpen(i)) return 'over';
  if (isCalled) return 'answer';
  if (person !== null && i.roles.commander === person) return 'lead';
  if (person !== null && Object.values(i.roles).includes(person)) return 'role';
  return i.roles.commander === undefined ? 'free' : 'help';
}

const words = {
  answer: { zh: '你正被呼叫：请认领，或说明无法处理。', en: 'You are being called: acknowledge it, or say that you cannot.' },
  lead: { zh: '你是故障指挥官：请分派任务，并定时通报进展。', en: 'You lead it: say who does what, and how it stands.' },
  role: { zh: '你在此事件中担任角色，请与指挥官对齐。', en: 'You hold a role in it: ask whoever leads what is next.' },
  free: { zh: '尚无故障指挥官：如可以，请担任指挥。', en: 'Nobody leads yet: take command if you can.' },
  help: { zh: '请在作战室说明你看到的情况和你接手的事项。', en: 'Say in the room what you see, and what you take on.' },
  over: { zh: '无需处理，事件已结束。', en: 'Nothing: it is over.' },
  asked: { zh: '需要你', en: 'Asked of you' },
  impact: { zh: '业务影响', en: 'Business impact' },
  alerts: { zh: '告警', en: 'Alerts' },
  since: { zh: '自', en: 'Since' },
  leads: { zh: '指挥', en: 'Leads' },
  hasIt: { zh: '认领', en: 'Has it' },
  none: { zh: '尚未说明', en: 'not said yet' },
  nobody: { zh: '尚无', en: 'nobody yet' },
  nothing: { zh: '尚无处理记录。', en: 'Nothing has been noted yet.' },
  open: { zh: '打开作战室', en: 'Open the war room' },
  ack: { zh: '认领', en: 'Acknowledge' },
  command: { zh: '我来指挥', en: 'I take command' },
  yours: { zh: '仅你可见', en: 'Only you see this' },
} as const satisfies Record<string, Words>;

interface CatchUpReader extends CardReader {
  /** Others read it too. */
  readonly isOverheard?: boolean;
}

/** What somebody who joins late reads before anything else, in half a minute. */
export function catchUpCard({ incident: i, lately, asked, at }: CatchUp, r: CatchUpReader): Card {
  const { lang, name } = r;
  const now = Date.parse(at);
  const time = (iso: string): string => (r.zone ? clockText(Date.parse(iso), r.zone, now) : iso.slice(11, 16));
  const length = sayLength((i.resolvedAt === null ? now : Date.parse(i.resolvedAt)) - Date.parse(i.declaredAt), lang);
  const leads = incidentRoles.flatMap((role) => {
    const person = i.roles[role];
    return person === undefined || role === 'commander' ? [] : [{ label: roleWords[role][lang], value: name(person) }];
  });
  return {
    title: `${i.number} ${i.title}`,
    severity: i.severity,
    state: { word: progressWords[i.progress][lang], tone: i.resolvedAt === null ? 'warn' : 'good' },
    body: lately.length === 0 ? words.nothing[lang] : lately.map((line) => `${time(line.at)} ${line.text}`).join('\n'),
    fields: [
      { label: words.asked[lang], value: words[asked][lang] },
      { label: words.impact[lang], value: i.impact ?? words.none[lang] },
      { label: words.alerts[lang], value: alertStateWords[i.alertState][lang] },
      { label: words.since[lang], value: `${time(i.declaredAt)} · ${length}` },
      { label: words.leads[lang], value: i.roles.commander === undefined ? words.nobody[lang] : name(i.roles.commander) },
      { label: words.hasIt[lang], value: i.acknowledgedBy === null ? words.nobody[lang] : name(i.acknowledgedBy) },
      ...leads,
    ],
    ...(r.url ? { links: [{ label: words.open[lang], url: r.url }] } : {}),
    actions: actionsFor(asked, i.number, lang),
    ...(r.isOverheard === true ? {} : { context: words.yours[lang] }),
  };
}

function actionsFor(asked: CatchUp['asked'], incident: string, lang: CardReader['lang']): CardAction[] {
  if (asked === 'answer') return [{ label: words.ack[lang], style: 'primary', skill: 'incident/ack', input: { incident } }];
  if (asked !== 'free') return [];
  return [{ label: words.command[lang], style: 'primary', skill: 'incident/assign', input: { incident, role: 'commander', ifFree: true } }];
}

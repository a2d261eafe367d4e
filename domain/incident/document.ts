import type { Lang, Words } from '../text/lang.ts';
import { plainMarkdown } from '../text/markdown.ts';
import { localText } from '../time/local.ts';
import { sayLength } from '../time/span.ts';
import { missingOf } from './card.ts';
import { headWords } from './head-words.ts';
import { incidentRoles } from './incident.ts';
import type { IncidentSummary } from './outward.ts';
import type { RoomLink } from './room-links.ts';
import type { SaidLine } from './story.ts';
import { alertStateWords, progressWords, roleWords } from './words.ts';

export interface DocumentScene {
  readonly incident: IncidentSummary;
  /** What fires first. */
  readonly groups: readonly { readonly title: string; readonly firing: number }[];
  /** Oldest first. */
  readonly story: readonly SaidLine[];
  readonly links: readonly RoomLink[];
  /** UTC ms. */
  readonly now: number;
}

export interface DocumentReader {
  readonly lang: Lang;
  /** Every time is by its clocks. */
  readonly zone: string;
  readonly name: (person: string) => string;
}

/** Characters of the timeline at most: a canvas takes far more, but nobody reads it in an incident. */
const longestStory = 8_000;
const mostGroups = 20;

const words = {
  since: { zh: '自', en: 'Since' },
  soFar: { zh: '已持续', en: 'So far' },
  lasted: { zh: '共持续', en: 'Lasted' },
  who: { zh: '人员', en: 'Who' },
  hasIt: { zh: '认领', en: 'Has it' },
  nobody: { zh: '尚无人认领', en: 'nobody yet' },
  noLeader: { zh: '尚无', en: 'nobody yet' },
  people: { zh: '参与', en: 'People' },
  missing: { zh: '缺少', en: 'Missing' },
  none: { zh: '尚未说明', en: 'not said yet' },
  links: { zh: '链接', en: 'Links' },
  earlier: { zh: '更早的记录见作战室。', en: 'What was before stands in the war room.' },
  written: {
    zh: '由 Tocsin 随事件更新，手工修改会被覆盖。',
    en: 'Tocsin keeps this up to date; what is written here by hand is overwritten.',
  },
} as const satisfies Record<string, Words>;

/** The incident as it is now, in Markdown: how bad and since when, what it means, who has it, what is missing, its alerts, the story (the newest
 *  first) and where to look on. What came from outside shows letter by letter. */
export function incidentDocument(scene: DocumentScene, reader: DocumentReader): { title: string; markdown: string } {
  const { incident: i } = scene;
  const parts = [
    head(scene, reader),
    section(headWords.impact, [i.impact ? plainMarkdown(i.impact) : `_${words.none[reader.lang]}_`], reader),
    section(words.who, who(i, reader), reader),
    section(words.missing, missingOf(i, reader).map(item), reader),
    section(headWords.alerts, alerts(scene, reader), reader),
    section(headWords.timeline, timeline(scene, reader), reader),
    section(
      words.links,
      scene.links.map(({ label, url }) => `- [${plainMarkdown(label)}](${address(url)})`),
      reader,
    ),
    `_${headWords.times[reader.lang]} ${reader.zone}. ${words.written[reader.lang]}_`,
  ];
  return { title: `${i.number} ${i.title}`, markdown: `${parts.filter((part) => part !== '').join('\n\n')}\n` };
}

const item = (text: string): string => `- ${plainMarkdown(text)}`;
const section = (title: Words, lines: readonly string[], { lang }: DocumentReader): string =>
  lines.length === 0 ? '' : [`## ${title[lang]}`, ...lines].join('\n');
const named = (label: string, value: string, { lang }: DocumentReader): string => `- **${label}**${lang === 'zh' ? '：' : ': '}${value}`;
/** Nothing in it ends the link. */
const address = (url: string): string =>
  url.replaceAll(/[()\s<>]/gu, (c) => (c === '(' ? '%28' : c === ')' ? '%29' : encodeURIComponent(c)));

function head({ incident: i, now }: DocumentScene, reader: DocumentReader): string {
  const { lang, zone } = reader;
  const since = Date.parse(i.declaredAt);
  const ended = i.resolvedAt === null ? null : Date.parse(i.resolvedAt);
  const length = sayLength((ended ?? now) - since, lang);
  return [
    `**${i.severity} · ${progressWords[i.progress][lang]} · ${alertStateWords[i.alertState][lang]}**`,
    '',
    ...(i.private ? [`> ${headWords.private[lang]}`, ''] : []),
    named(words.since[lang], localText(since, zone), reader),
    ended === null
      ? named(words.soFar[lang], `${length} (${localText(now, zone).slice(11, 16)})`, reader)
      : named(words.lasted[lang], length, reader),
    ...(i.system === null ? [] : [named(headWords.system[lang], plainMarkdown(i.system), reader)]),
  ].join('\n');
}

function who(i: IncidentSummary, reader: DocumentReader): string[] {
  const { lang, name } = reader;
  const held = incidentRoles.flatMap((role) => {
    const person = i.roles[role];
    if (person !== undefined) return [named(roleWords[role][lang], plainMarkdown(name(person)), reader)];
    return role === 'commander' ? [named(roleWords[role][lang], words.noLeader[lang], reader)] : [];
  });
  const owner = i.acknowledgedBy === null ? words.nobody[lang] : plainMarkdown(name(i.acknowledgedBy));
  const people = i.people.map((person) => plainMarkdown(name(person))).join(lang === 'zh' ? '、' : ', ');
  return [...held, named(words.hasIt[lang], owner, reader), ...(people === '' ? [] : [named(words.people[lang], people, reader)])];
}

function alerts({ groups }: DocumentScene, { lang }: DocumentReader): string[] {
  const state = (firing: number): string =>
    firing === 0 ? alertStateWords.recovered[lang] : lang === 'zh' ? `${firing} 条告警中` : `${firing} firing`;
  const more = groups.length - mostGroups;
  return [
    ...groups.slice(0, mostGroups).map(({ title, firing }) => `- ${plainMarkdown(title)} · ${state(firing)}`),
    ...(more > 0 ? [lang === 'zh' ? `- 另有 ${more} 个告警组` : `- and ${more} more alert groups`] : []),
  ];
}

function timeline({ story }: DocumentScene, reader: DocumentReader): string[] {
  const lines: string[] = [];
  let length = 0;
  for (const { at, text } of story.toReversed()) {
    const line = `- ${localText(at, reader.zone).slice(0, 16)} ${plainMarkdown(text)}`;
    length += line.length + 1;
    if (length > longestStory) return [...lines, '', `_${words.earlier[reader.lang]}_`];
    lines.push(line);
  }
  return lines;
}

import type { z } from 'zod';
import type { AlertView } from '../../domain/alert/outward.ts';
import { attemptStateWords } from '../../domain/page/say.ts';
import { incidentRoles } from '../../domain/incident/incident.ts';
import { lineText, type IncidentSummary, type PageView, type TimelineLine } from '../../domain/incident/outward.ts';
import { meansWords } from '../../domain/incident/say.ts';
import { alertStateWords, progressWords, roleWords } from '../../domain/incident/words.ts';
import type { Means } from '../../domain/people/person.ts';
import type { Lang } from '../../domain/text/lang.ts';
import { plainMarkdown } from '../../domain/text/markdown.ts';
import { localText } from '../../domain/time/local.ts';
import { headWords, pageStateWords } from './words.ts';

/** An incident as the skill incident/show answers it. */
export type Story = IncidentSummary & {
  readonly alerts: readonly AlertView[];
  readonly timeline: readonly TimelineLine[];
  readonly pages: readonly z.output<typeof PageView>[];
};

export interface StoryReader {
  readonly lang: Lang;
  /** The firm's: every time is by its clocks. */
  readonly zone: string;
  readonly name: (person: string) => string;
}

/** A line of the room: who, when (UTC ms) and what. */
export interface ChatLine {
  readonly at: number;
  readonly who: string;
  readonly text: string;
}

/** The whole story in Markdown. What came from outside shows letter by letter and makes nothing. `chat` is null where it was not asked for. */
export function incidentStory(story: Story, reader: StoryReader, chat: readonly ChatLine[] | null): string {
  const { lang, zone } = reader;
  const parts = [
    header(story, reader),
    section('milestones', milestones(story, reader), reader),
    section('roles', roles(story, reader), reader),
    section('people', people(story, reader), reader),
    section(
      'timeline',
      story.timeline.map((l) => `- ${timeText(l.at, reader)} ${plainMarkdown(lineText(l, lang))}`),
      reader,
    ),
    section(
      'alerts',
      story.alerts.map((a) => alertLine(a, reader)),
      reader,
    ),
    section(
      'chat',
      (chat ?? []).map((l) => `- ${localText(l.at, zone)} **${plainMarkdown(l.who)}** ${plainMarkdown(l.text)}`),
      reader,
    ),
    `*${headWords.times[lang]} ${zone}*`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const timeText = (at: string, { zone }: StoryReader): string => localText(Date.parse(at), zone);

function section(
  head: 'milestones' | 'roles' | 'people' | 'timeline' | 'alerts' | 'chat',
  lines: readonly string[],
  { lang }: StoryReader,
): string {
  return lines.length === 0 ? '' : [`## ${headWords[head][lang]}`, '', ...lines].join('\n');
}

function header(i: Story, { lang }: StoryReader): string {
  const colon = lang === 'zh' ? '：' : ': ';
  const lines: [head: 'severity' | 'progress' | 'alertState' | 'system' | 'impact', value: string | null][] = [
    ['severity', i.severity],
    ['progress', progressWords[i.progress][lang]],
    ['alertState', alertStateWords[i.alertState][lang]],
    ['system', i.system && plainMarkdown(i.system)],
    ['impact', i.impact && plainMarkdown(i.impact)],
  ];
  return [
    `# ${i.number} ${plainMarkdown(i.title)}`,
    '',
    ...(i.private ? [`> ${headWords.private[lang]}`, ''] : []),
    ...lines.flatMap(([head, value]) => (value === null ? [] : [`- ${headWords[head][lang]}${colon}${value}`])),
  ].join('\n');
}

function milestones(i: Story, reader: StoryReader): string[] {
  const { lang } = reader;
  const began = i.alerts.map((a) => a.startsAt).toSorted()[0];
  const detected = began !== undefined && began < i.declaredAt ? began : i.declaredAt;
  const mitigated = i.timeline.findLast((l) => l.kind === 'incident.mitigated')?.at ?? null;
  const all = [
    ['detected', detected],
    ['declared', i.declaredAt],
    ['acknowledged', i.acknowledgedAt],
    ['mitigated', mitigated],
    ['recovered', i.recoveredAt],
    ['resolved', i.resolvedAt],
  ] as const;
  const rows = all.flatMap(([head, at]) =>
    at === null ? [] : [`| ${headWords[head][lang]} | ${timeText(at, reader)} | ${durationText(Date.parse(at) - Date.parse(detected))} |`],
  );
  return [`| ${headWords.milestone[lang]} | ${headWords.time[lang]} | ${headWords.after[lang]} |`, '| --- | --- | --- |', ...rows];
}

/** `0:04:07`, `26:04:07`. */
function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const roles = (i: Story, { lang, name }: StoryReader): string[] =>
  incidentRoles.flatMap((role) => {
    const person = i.roles[role];
    return person === undefined ? [] : [`- ${roleWords[role][lang]}${lang === 'zh' ? '：' : ': '}${plainMarkdown(name(person))}`];
  });

function people(i: Story, { lang, zone, name }: StoryReader): string[] {
  if (i.pages.length === 0) return i.people.map((person) => `- ${plainMarkdown(name(person))}`);
  const rows = i.pages.map((p) => {
    const tried = p.attempts.map((a) => {
      const means = meansWords[a.by as Means][lang];
      const where = a.chat === undefined || a.chat === 'web' ? '' : ` (${plainMarkdown(a.chat)})`;
      const why = a.error === undefined ? '' : ` (${plainMarkdown(a.error)})`;
      return `${localText(Date.parse(a.at), zone).slice(11)} ${means}${where} ${attemptStateWords[a.state][lang]}${why}`;
    });
    const acked = p.acknowledgedAt === null ? '' : ` ${localText(Date.parse(p.acknowledgedAt), zone).slice(11)}`;
    return `| ${plainMarkdown(name(p.person))} | ${pageStateWords[p.state][lang]}${acked} | ${tried.join('; ')} |`;
  });
  return [`| ${headWords.person[lang]} | ${headWords.state[lang]} | ${headWords.tried[lang]} |`, '| --- | --- | --- |', ...rows];
}

function alertLine(a: AlertView, reader: StoryReader): string {
  const name = [a.labels['alertname'] ?? a.source, a.annotations['summary']].filter((text) => text !== undefined).join(' · ');
  const labels = Object.entries(a.labels).map(([key, value]) => `${key}=${value}`);
  return `- ${timeText(a.startsAt, reader)} ${a.severity} ${plainMarkdown(name)} (${plainMarkdown(labels.join(', '))})`;
}

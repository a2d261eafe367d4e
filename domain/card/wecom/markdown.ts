import type { SentCard, Tone } from '../card.ts';
import { Cuts, wholeBefore } from '../cuts.ts';
import type { Lang } from '../../text/lang.ts';
import { bytesOf } from './clamp.ts';
import { inert, inertLabel, linkable, calledText, type Mention } from './escape.ts';
import { notice, oneLine } from './showing.ts';

export interface MarkdownMessage {
  /** Where there is no card. */
  readonly text: string;
  readonly card?: SentCard;
  readonly mentions?: readonly Mention[];
}

export interface MarkdownRoom {
  readonly lang: Lang;
  readonly maxBytes: number;
  /** Said before anything else. */
  readonly above?: string;
  /** Said at the end of a card: where it is to be acted upon, for example. */
  readonly below?: string;
}

/** What did not fit is in `degraded`, as codes such as `fields: 9 → 4`; the message says so itself. */
export interface WrittenMarkdown {
  readonly content: string;
  readonly degraded: readonly string[];
}

const colours: Readonly<Record<Tone, 'warning' | 'info' | 'comment'>> = {
  alarm: 'warning',
  warn: 'warning',
  good: 'info',
  quiet: 'comment',
};

/** A message in the markdown that every WeCom client shows: bold, links, quotes and three colours. What came from outside stays text. */
export function markdownOf(message: MarkdownMessage, room: MarkdownRoom): WrittenMarkdown {
  const cuts = new Cuts();
  const { card, mentions = [] } = message;
  const { text, left } = calledText(mentions, Math.floor(room.maxBytes / 4));
  if (left > 0) cuts.made.push(`mentions: ${mentions.length} → ${mentions.length - left}`);
  const called = text === '' ? [] : [text];
  const content = card ? cardMarkdown(card, called, { ...room, cuts }) : lineMarkdown(message.text, called, { ...room, cuts });
  return { content, degraded: cuts.made };
}

type Writing = MarkdownRoom & { readonly cuts: Cuts };

function lineMarkdown(text: string, called: readonly string[], { maxBytes, above, cuts }: Writing): string {
  const before = [...grey(above), ...called].join('\n');
  const most = maxBytes - (before === '' ? 0 : bytesOf(before) + 1);
  const said = cuts.text(inert(text), most, { what: 'text', measured: bytesOf });
  return [before, said].filter((part) => part !== '').join('\n');
}

const grey = (text: string | undefined): string[] => (text === undefined ? [] : [`<font color="comment">${inert(oneLine(text))}</font>`]);

/** A line of a card. `must`: it is there whatever else has to go. */
interface Line {
  readonly what: string;
  readonly text: string;
  readonly must?: true;
}

function cardMarkdown(card: SentCard, called: readonly string[], writing: Writing): string {
  const lines = linesOf(card, called, writing);
  const { maxBytes, lang, cuts } = writing;
  const size = (some: readonly Line[]): number => some.reduce((sum, { text }) => sum + bytesOf(text) + 1, 0);
  const isShort = cuts.made.length > 0 || size(lines) > maxBytes;
  let room = maxBytes - size(lines.filter(({ must }) => must)) - (isShort ? noticeBytes : 0);
  const kept = lines.filter(({ what, text, must }) => {
    if (must) return true;
    room -= bytesOf(text) + 1;
    if (room >= 0) return true;
    // What is shorter may still have room.
    room += bytesOf(text) + 1;
    cuts.made.push(`${what}: left out`);
    cuts.missing += 1;
    return false;
  });
  const more = cuts.made.length > 0 ? grey(notice(card, lang, cuts.missing)) : [];
  return [...kept.map(({ text }) => text), ...more].join('\n');
}

/** Room that is kept for saying that something is missing. */
const noticeBytes = 200;

function linesOf(card: SentCard, called: readonly string[], { lang, maxBytes, above, below, cuts }: Writing): Line[] {
  const share = (part: number): number => Math.floor(maxBytes / part);
  const cut = (what: string, text: string, most: number): string => cuts.text(inert(text), most, { what, measured: bytesOf });
  const must = (what: string, text: string): Line => ({ what, text, must: true });
  const state = [card.severity, card.state?.word].filter(Boolean).join(' · ');
  const tone = colours[card.state?.tone ?? 'quiet'];
  return [
    ...grey(above).map((text) => must('above', text)),
    ...(state === '' ? [] : [must('state', `**<font color="${tone}">${cut('state', oneLine(state), share(20))}</font>**`)]),
    must('title', `**${cut('title', oneLine(card.title), share(8))}**`),
    ...called.map((text) => must('mentions', text)),
    ...(card.body ? [{ what: 'body', text: cut('body', card.body.trim(), share(3)) }] : []),
    ...(card.fields ?? []).map(({ label, value }) => {
      const said = cut('value', oneLine(value) || '—', share(6));
      return { what: 'field', text: `> ${cut('label', oneLine(label), share(20))}${lang === 'zh' ? '：' : ': '}${said}` };
    }),
    ...(card.context ? [{ what: 'context', text: grey(cut('context', card.context, share(8)))[0] ?? '' }] : []),
    ...linkLines(card, share(4)),
    ...grey(below).map((text) => must('below', text)),
  ];
}

/** The first one leads to all that is not shown, as long as its address leaves room for anything else. */
function linkLines({ links = [] }: SentCard, most: number): Line[] {
  const lines = links.flatMap(({ label, url }) => {
    const to = linkable(url);
    return to === null ? [] : [{ what: 'link', text: `[${wholeBefore(inertLabel(label), 60)}](${to})` }];
  });
  return lines.map((line, i) => (i === 0 && bytesOf(line.text) <= most ? { ...line, must: true } : line));
}

import type { SentCard, Tone } from '../../../domain/card/card.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { Mentioned, Outgoing } from '../../../ports/im.ts';
import { actionsBlocks } from './actions.ts';
import { marked, plain, rich, richParts, type Block, type RichPart } from './blocks.ts';
import { Cuts } from '../../../domain/card/cuts.ts';
import { literal } from '../../../domain/card/literal.ts';
import type { Drawing as Part, Room } from './drawing.ts';
import { escaped, isInert, linkable, mention } from './escape.ts';

/** A message as Slack takes it: the text is for notifications, the blocks are what is shown. */
export interface Rendered {
  readonly text: string;
  readonly blocks: Block[];
  /** What did not fit. */
  readonly cut: readonly string[];
}

/** From what people read at a glance down to what always fits. */
const rooms: readonly Room[] = [
  { body: 1_500, value: 600, actions: 50, options: 100, confirm: 300 },
  { body: 1_000, value: 300, actions: 25, options: 25, confirm: 150 },
  { body: 300, value: 100, actions: 8, options: 8, confirm: 60 },
];
/** Slack counts blocks in a way that it keeps to itself, and stops near 13,200: https://github.com/slackapi/bolt-js/issues/2509 */
const mostInBlocks = 13_000;
/** An edited text may not be longer. */
const mostInText = 3_900;
const shortValue = 60;
const emoji: Readonly<Record<Tone, string>> = { alarm: '🔴', warn: '🟠', good: '🟢', quiet: '⚪' };

/** What came from outside stands in it letter by letter: it mentions nobody, hides no address and looks like nothing but itself. */
export function render({ text, card, mentions = [] }: Outgoing, lang: Lang): Rendered {
  const cuts = new Cuts();
  const called = mentions.map(named).join(' ');
  const line = cuts.text(text, mostInText - called.length - 1, { what: 'text', measured: (t) => escaped(t).length });
  const said = [called, escaped(line)].filter(Boolean).join(' ');
  if (!card) return { text: said, blocks: lineBlocks(line, mentions), cut: cuts.made };
  for (const [i, room] of rooms.entries()) {
    const attempt = new Cuts();
    const blocks = cardBlocks(card, { lang, room, cuts: attempt, mentions });
    if (JSON.stringify(blocks).length <= mostInBlocks || i === rooms.length - 1)
      return { text: said, blocks, cut: [...cuts.made, ...attempt.made] };
  }
  throw new Error('there is always a last room');
}

const named = ({ name, user }: Mentioned): string => (user === null ? null : mention(user)) ?? `@${escaped(name)}`;

/** Where text alone would be read as markup, rich text is not. */
function lineBlocks(line: string, mentions: readonly Mentioned[]): Block[] {
  const called = mentions.flatMap((each) => [...calledPart(each), { type: 'text' as const, text: ' ' }]);
  return [rich([...called, ...(line === '' ? [{ type: 'text' as const, text: '—' }] : richParts(line))])];
}

function calledPart({ name, user }: Mentioned): RichPart[] {
  if (user !== null && mention(user) !== null) return [{ type: 'user', user_id: user }];
  return [{ type: 'text', text: `@${literal(name)}` }];
}

interface Drawing extends Part {
  readonly mentions: readonly Mentioned[];
}

function cardBlocks(card: SentCard, drawing: Drawing): Block[] {
  const { room, cuts, mentions } = drawing;
  const head = [card.severity, card.state?.word, card.title].filter(Boolean).join(' · ');
  const title = card.state ? `${emoji[card.state.tone]} ${head}` : head;
  const header: Block = { type: 'header', text: plain(cuts.text(literal(title), 150, { what: 'title' })) };
  const body = card.body ? [rich(richParts(cuts.text(card.body, room.body, { what: 'body', measured: width })))] : [];
  const shown = [header, ...calledBlock(mentions), ...body, ...fieldBlocks(card, drawing), ...linkBlocks(card, drawing)];
  const acting = actionsBlocks(card, drawing);
  const context = card.context ? [contextBlock(cuts.text(card.context, 500, { what: 'context' }))] : [];
  return [...shown, ...acting, ...context, ...(cuts.made.length > 0 ? [moreBlock(card, drawing)] : [])];
}

/** Letters of Chinese take the room of two. */
const width = (text: string): number => text.length + (text.match(/[\p{Script=Han}\u3000-\u303F\uFF00-\uFF60]/gu)?.length ?? 0);

const contextBlock = (text: string): Block => ({ type: 'context', elements: [plain(text)] });

/** Who is spoken to is told by Slack only when it stands in the blocks. */
function calledBlock(mentions: readonly Mentioned[]): Block[] {
  const users = mentions.flatMap(({ user }) => (user === null ? [] : (mention(user) ?? [])));
  const names = mentions.filter(({ user }) => user === null || mention(user) === null).map(({ name }) => `@${name}`);
  const elements = [...(users.length > 0 ? [marked(users.join(' '))] : []), ...(names.length > 0 ? [plain(names.join(' '))] : [])];
  return elements.length > 0 ? [{ type: 'context', elements }] : [];
}

/** Short ones stand in two columns; what is long, or might be read as markup, has a line of its own. */
function fieldBlocks({ fields = [] }: SentCard, { room, cuts }: Drawing): Block[] {
  const fit = cuts.list(fields, 10, 'fields').map(({ label, value }) => ({
    label: cuts.text(literal(label), 75, { what: 'label' }),
    value: cuts.text(literal(value), room.value, { what: 'value' }),
  }));
  const isShort = ({ label, value }: (typeof fit)[number]): boolean => value.length <= shortValue && isInert(label) && isInert(value);
  const short = fit.filter(isShort).map(({ label, value }) => marked(`*${escaped(label)}*\n${escaped(value) || '—'}`));
  const long = fit.filter((field) => !isShort(field)).map(({ label, value }) => [bold(`${label}\n`), ...richParts(value)]);
  return [...(short.length > 0 ? [{ type: 'section' as const, fields: short }] : []), ...(long.length > 0 ? [rich(...long)] : [])];
}

const bold = (text: string): RichPart => ({ type: 'text', text, style: { bold: true } });

function linkBlocks({ links = [] }: SentCard, { cuts }: Drawing): Block[] {
  const parts = cuts.list(links, 10, 'links').flatMap((link) => linkPart(link) ?? []);
  return parts.length > 0 ? [rich(parts.flatMap((part, i) => (i === 0 ? [part] : [{ type: 'text' as const, text: '  ·  ' }, part])))] : [];
}

function linkPart({ label, url }: { label: string; url: string }): RichPart | null {
  const to = linkable(url);
  return to === null ? null : { type: 'link', url: to, text: literal(label).slice(0, 75) || to };
}

/** Says that something is missing, and where all of it is. */
function moreBlock({ links: [link] = [] }: SentCard, { lang, cuts: { missing } }: Drawing): Block {
  const cut = lang === 'zh' ? '内容过长，已截断' : 'Shortened to fit';
  const left = lang === 'zh' ? `另有 ${missing} 项` : `${missing} more`;
  const said: RichPart = { type: 'text', text: `… ${missing > 0 ? left : cut}` };
  const all = link ? linkPart(link) : null;
  return rich(all ? [said, { type: 'text', text: ' · ' }, all] : [said]);
}

import type { SentCard } from '../card.ts';
import { wholeBefore, type Cuts } from '../cuts.ts';
import { literal } from '../literal.ts';
import type { Lang } from '../../text/lang.ts';
import { linkable } from './escape.ts';

export interface TemplateField {
  readonly keyname: string;
  readonly value: string;
  readonly type?: 1;
  readonly url?: string;
}

export interface Showing {
  readonly lang: Lang;
  readonly cuts: Cuts;
  readonly above: string | undefined;
  /** Where its links go: among the fields of a card with buttons, else into a list of their own. */
  readonly takes: 'buttons' | 'jumps';
}

const mostInTitle = 26;
const mostInText = 112;
const mostFields = 6;
const longestLabel = 5;
const longestValue = 26;
/** Of the text, where something is missing. */
const mostInNotice = 28;
/** A shorter beginning tells nobody anything. */
const leastOfLine = 12;

export const oneLine = (text: string): string => literal(text).replaceAll(/\s+/gu, ' ').trim();

interface Line {
  readonly what: string;
  readonly text: string;
}

/** What is read on a card. What is too long for the place that is meant for it moves to the text below the title, as long as there is room. */
export function showing(card: SentCard, { lang, cuts, above, takes }: Showing): { title: string; text: string; fields: TemplateField[] } {
  const { begun, rest } = begin(oneLine(card.title));
  const links = takes === 'buttons' ? linkFields(card, lang, cuts) : [];
  const { short, long } = sorted(card.fields ?? [], { lang, most: mostFields - links.length });
  const lines: Line[] = [
    ...(above === undefined ? [] : [{ what: 'above', text: above }]),
    ...(rest === '' ? [] : [{ what: 'title', text: `…${rest}` }]),
    ...(card.body ? [{ what: 'body', text: literal(card.body).trim() }] : []),
    ...long,
    ...(card.context ? [{ what: 'context', text: oneLine(card.context) }] : []),
  ];
  const text = textOf(lines, { card, lang, cuts });
  return { title: begun, text, fields: [...short, ...links] };
}

/** A title that is too long goes on below, where there is room: it is begun, not cut. Between words, where one is near. */
function begin(title: string): { begun: string; rest: string } {
  if (title.length <= mostInTitle) return { begun: title, rest: '' };
  const fits = wholeBefore(title, mostInTitle - 1);
  const space = fits.lastIndexOf(' ');
  const isWithinWord = /[\w-]$/u.test(fits) && /^[\w-]/u.test(title.slice(fits.length));
  const end = isWithinWord && space > mostInTitle / 2 ? space : fits.length;
  return { begun: `${title.slice(0, end).trimEnd()}…`, rest: title.slice(end).trimStart() };
}

function linkFields({ links = [] }: SentCard, lang: Lang, cuts: Cuts): TemplateField[] {
  const good = links.flatMap(({ label, url }) => (linkable(url) ? [{ label, url: linkable(url)! }] : []));
  return cuts.list(good, 2, 'links').map(({ label, url }) => ({
    keyname: lang === 'zh' ? '前往' : 'Go to',
    value: cuts.text(oneLine(label), longestValue, { what: 'link' }),
    type: 1 as const,
    url,
  }));
}

type Fields = NonNullable<SentCard['fields']>;

function sorted(fields: Fields, { lang, most }: { lang: Lang; most: number }): { short: TemplateField[]; long: Line[] } {
  const short: TemplateField[] = [];
  const long: Line[] = [];
  for (const { label, short: brief, value } of fields) {
    const keyname = oneLine(label.length > longestLabel && brief !== undefined ? brief : label);
    const said = oneLine(value) || '—';
    const fits = keyname.length <= longestLabel && said.length <= longestValue && short.length < most;
    if (fits) short.push({ keyname, value: said });
    else long.push({ what: 'value', text: `${oneLine(label)}${lang === 'zh' ? '：' : ': '}${said}` });
  }
  return { short, long };
}

/** As many lines as there is room for; and if not all, how many are left and where they are. */
function textOf(lines: readonly Line[], { card, lang, cuts }: { card: SentCard; lang: Lang; cuts: Cuts }): string {
  const whole = lines.map(({ text }) => text).join('\n');
  if (whole.length <= mostInText && cuts.missing === 0) return whole;
  const kept: string[] = [];
  let room = mostInText - mostInNotice - 1;
  lines.forEach(({ what, text }, i) => {
    const isFirst = i === 0 || kept.length === 0;
    if (text.length > room && room < leastOfLine) return leave(cuts, what);
    if (text.length > room && what === 'value' && !isFirst) return leave(cuts, what);
    const part = cuts.text(text, room, { what });
    kept.push(part);
    room -= part.length + 1;
  });
  return [...kept, notice(card, lang, cuts.missing)].join('\n');
}

function leave(cuts: Cuts, what: string): void {
  cuts.made.push(`${what}: left out`);
  cuts.missing += 1;
}

/** That something is missing, and where all of it is. */
export function notice({ links: [link] = [] }: Pick<SentCard, 'links'>, lang: Lang, missing: number): string {
  const left =
    missing > 0 ? (lang === 'zh' ? `… 另有 ${missing} 项` : `… ${missing} more`) : lang === 'zh' ? '… 内容已截断' : '… shortened';
  const where = link ? oneLine(link.label) : '';
  const said = [left, where].filter(Boolean).join(lang === 'zh' ? '，见：' : ': ');
  return said.length <= mostInNotice ? said : left;
}

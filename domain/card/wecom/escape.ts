import { wholeBefore } from '../cuts.ts';
import { literal } from '../literal.ts';
import { bytesOf } from './clamp.ts';

/** Signs that a WeCom client may read as markup, as their wide twins: what an alert says stays what it says, and does nothing. */
const twins: Readonly<Record<string, string>> = {
  '<': '＜',
  '[': '［',
  ']': '］',
  '`': 'ˋ',
  '*': '＊',
  '#': '＃',
  '>': '＞',
  '!': '！',
  '~': '～',
  '|': '｜',
  _: '＿',
};

const twin = (sign: string): string => sign.replaceAll(/./gsu, (each) => twins[each] ?? each);

/** What stands in such brackets keeps both of a kind. */
const paired = (text: string): string => text.replaceAll(/<([^<>\n]*)>/gu, '＜$1＞');

/** Text from outside as it may stand on a line of markdown: no mention, link, image, colour, code, heading or quote comes of it. Only what
 *  would be markup where it stands is turned into its twin, so that most text stays as it was. */
export const inert = (text: string): string =>
  paired(literal(text))
    // Both brackets of what may be a link, also of one around another or around brackets that stay.
    .replaceAll(/\[([^[\]\n]*)\](?=[([:])/gu, '［$1］')
    .replaceAll(/\[((?:[^[\]\n]|\[[^[\]\n]*\])*)\](?=[([:])/gu, '［$1］')
    .replaceAll(/<|`|\*|~~|^[ \t]*[#>|]|!(?=[[［])|\](?=[([:])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gmu, twin)
    .replaceAll(
      /^([ \t]*)([-=])(?=(?:[ \t]*[-=]){2,}[ \t]*$)/gmu,
      (_, space: string, sign: string) => `${space}${sign === '-' ? '－' : '＝'}`,
    );

/** The same between the brackets of a link. */
export const inertLabel = (text: string): string => inert(text).replaceAll(/[[\]\n]/gu, (sign) => (sign === '\n' ? ' ' : twin(sign)));

/** Text from outside as it may stand in a message of the type `text`, where WeCom reads `<a href>`, and `<@user>` in groups. */
export const plain = (text: string): string => paired(literal(text)).replaceAll('<', '＜');

/** An address as it may stand in a link or behind a button: http and https alone, with nothing in it that would end a link, and no longer than
 *  WeCom takes. Null: none. */
export function linkable(url: string): string | null {
  if (!URL.canParse(url) || !/^https?:/iu.test(url)) return null;
  const href = new URL(url).href.replaceAll(/[()<>"'`\s]/gu, (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
  return href.length <= 2_000 ? href : null;
}

/** A user as a mention; null where the id cannot be one. */
export const mention = (user: string): string | null => (/^[\w@.-]{1,64}$/u.test(user) && !/^@?all$/iu.test(user) ? `<@${user}>` : null);

export interface Mention {
  readonly name: string;
  /** Null: they have no user there, and are called by their name. */
  readonly user: string | null;
}

/** Whom we call by policy: as many as there are bytes for, and how many that leaves out. */
export function calledText(mentions: readonly Mention[], mostBytes: number): { text: string; left: number } {
  const all = mentions.map(({ name, user }) => (user === null ? null : mention(user)) ?? `@${wholeBefore(inertLabel(name), 60)}`);
  for (let count = all.length; count > 0; count -= 1) {
    const left = all.length - count;
    const text = [...all.slice(0, count), ...(left > 0 ? [`+${left}`] : [])].join(' ');
    if (bytesOf(text) <= mostBytes) return { text, left };
  }
  return { text: '', left: all.length };
}

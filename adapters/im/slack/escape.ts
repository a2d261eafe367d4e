import { literal } from '../../../domain/card/literal.ts';

/** As it may stand where Slack reads `<…>`: no mention and no link comes of it. */
export const escaped = (text: string): string => literal(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What Slack escaped, as it was written. */
export const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Whether Slack would show it letter by letter even where it reads markup: one line without stars, underscores and the like, nor an emoji
 *  or an address. */
export const isInert = (text: string): boolean =>
  !/[\n*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:[\w+'-]+:|^\s*(?:>|[•-]\s|\d+\.\s)|https?:/iu.test(text);

/** An address that may be followed from a message: http and https alone, with nothing in it that would end a link. Null: none. */
export function linkable(url: string): string | null {
  if (!URL.canParse(url) || !/^https?:/iu.test(url)) return null;
  const href = new URL(url).href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return href.length <= 3_000 ? href : null;
}

/** A user as a mention; null where the id cannot be one. */
export const mention = (user: string): string | null => (/^[UW][A-Z0-9]{1,30}$/u.test(user) ? `<@${user}>` : null);

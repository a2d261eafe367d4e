import type { ChatPostMessageArguments } from '@slack/web-api';
import { literal } from '../../../domain/card/literal.ts';

export type Block = NonNullable<Extract<ChatPostMessageArguments, { blocks: unknown }>['blocks']>[number];

/** Text in which Slack reads no markup at all. It must not be empty anywhere. */
export const plain = (text: string) => ({ type: 'plain_text' as const, text: literal(text) || '—', emoji: false });
/** Text in which Slack reads markup: ours, with what came from outside escaped. */
export const marked = (text: string) => ({ type: 'mrkdwn' as const, text, verbatim: true });

export type RichPart =
  | { readonly type: 'text'; readonly text: string; readonly style?: { readonly bold: true } }
  | { readonly type: 'user'; readonly user_id: string }
  | { readonly type: 'link'; readonly url: string; readonly text?: string };

const address = /https?:\/\/[^\s<>"'`|，。；、！？（）「」]+/giu;

/** A text as it is, letter by letter, but for addresses in it: these can be followed, and show where to. */
export function richParts(text: string): RichPart[] {
  const parts: RichPart[] = [];
  const whole = literal(text);
  let from = 0;
  for (const { 0: found, index } of whole.matchAll(address)) {
    const url = found.replace(/[.,;:!?)\]}*_~]+$/u, '');
    if (!URL.canParse(url)) continue;
    if (index > from) parts.push({ type: 'text', text: whole.slice(from, index) });
    parts.push({ type: 'link', url });
    from = index + url.length;
  }
  if (from < whole.length) parts.push({ type: 'text', text: whole.slice(from) });
  return parts;
}

export const rich = (...lines: readonly (readonly RichPart[])[]): Block => ({
  type: 'rich_text',
  elements: lines.map((elements) => ({ type: 'rich_text_section', elements: [...elements] })),
});

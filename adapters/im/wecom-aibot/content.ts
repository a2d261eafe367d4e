import { markdownOf } from '../../../domain/card/wecom/markdown.ts';
import { templateCard, type TemplateCard } from '../../../domain/card/wecom/template.ts';
import { supersedes } from '../../../domain/card/wecom/words.ts';
import { botName } from '../../../domain/chat/bot-name.ts';
import type { Outgoing } from '../../../ports/im.ts';
import type { BotParts } from './parts.ts';

/** Of a message, in UTF-8. */
export const mostBytes = 20_480;

export type CardContent = { readonly msgtype: 'template_card'; readonly template_card: TemplateCard };
export type Content = CardContent | { readonly msgtype: 'markdown'; readonly markdown: { readonly content: string } };

export const isCard = (content: Content): content is CardContent => content.msgtype === 'template_card';

interface Standing {
  readonly as: string;
  readonly taskId: string;
  /** Below one of the same that can be pressed still, for it could not be changed. */
  readonly isBelow?: boolean;
}

/** A message as WeCom takes it: a card with its buttons, or markdown. What had to be cut is noted, and said in it. */
export function contentOf(message: Outgoing, { as, taskId, isBelow }: Standing, parts: BotParts): Content {
  const lang = message.lang ?? parts.lang();
  if (!message.card) return markdown(markdownOf(message, { lang, maxBytes: mostBytes }), parts);
  const above = isBelow ? { above: supersedes[lang] } : {};
  const { card, degraded } = templateCard(message.card, { lang, bot: botName(as, lang), taskId, home: parts.home(), ...above });
  note(degraded, parts);
  return { msgtype: 'template_card', template_card: card };
}

/** Whom a card is for: it cannot call anybody by itself. Null: nobody. */
export function callOf({ card, mentions = [], lang }: Outgoing, parts: BotParts): Content | null {
  const isCalled = card !== undefined && mentions.length > 0;
  return isCalled ? markdown(markdownOf({ text: '', mentions }, { lang: lang ?? parts.lang(), maxBytes: mostBytes }), parts) : null;
}

function markdown({ content, degraded }: ReturnType<typeof markdownOf>, parts: BotParts): Content {
  note(degraded, parts);
  return { msgtype: 'markdown', markdown: { content } };
}

function note(cut: readonly string[], { noted }: BotParts): void {
  if (cut.length > 0) noted('cut to what WeCom takes', { cut });
}

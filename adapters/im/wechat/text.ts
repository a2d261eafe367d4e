import { cardText } from '../../../domain/card/text.ts';
import type { SentCard } from '../../../domain/card/card.ts';
import { literal } from '../../../domain/card/literal.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { Outgoing } from '../../../ports/im.ts';

/** WeChat takes some two thousand characters a message. */
const mostChars = 2_000;
/** A card with nothing but a flood in it is cut: nobody reads the seventh message. */
const mostParts = 6;

const words = {
  answer: { zh: '回复数字即可操作，如“1”。', en: 'Answer with a number to do it, such as 1.' },
  cut: { zh: '…余下的在 Tocsin 中查看。', en: '… the rest is in Tocsin.' },
};

/** A message in plain text, as many messages as it takes. */
export function textsOf({ text, card }: Outgoing, lang: Lang): string[] {
  return parted(literal(card ? written(card, lang) : text), lang);
}

function written(card: SentCard, lang: Lang): string {
  const { selects: _selects, actions = [], ...rest } = card;
  // Only what one digit can say has a number.
  const text = cardText({ ...rest, actions: actions.slice(0, 9).map((action) => ({ ...action, skill: '', input: {} })) });
  return actions.length === 0 ? text : `${text}\n${words.answer[lang]}`;
}

/** At the end of a line where there is one, and never within a character. */
export function parted(text: string, lang: Lang, most = mostChars): string[] {
  const parts: string[] = [];
  let left = text;
  while (left.length > most && parts.length < mostParts - 1) {
    const head = left.slice(0, most);
    const line = head.lastIndexOf('\n');
    const at = line > most / 2 ? line : within(left, most);
    parts.push(left.slice(0, at));
    left = left.slice(at).replace(/^\n/u, '');
  }
  if (left.length <= most) return [...parts, left];
  const said = words.cut[lang];
  return [...parts, `${left.slice(0, within(left, most - said.length))}${said}`];
}

/** Not between the two halves of a character. */
const within = (text: string, at: number): number => (/[\uD800-\uDBFF]/u.test(text.charAt(at - 1)) ? at - 1 : at);

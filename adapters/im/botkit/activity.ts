import { cardText } from '../../../domain/card/text.ts';
import { literal } from '../../../domain/card/literal.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { Outgoing } from '../../../ports/im.ts';
import { adaptiveCard } from './adaptive-card.ts';
import { Cuts } from '../../../domain/card/cuts.ts';

const mostText = 20_000;

export interface Written {
  readonly activity: object;
  readonly cut: readonly string[];
}

/** A message for Teams: a card where there is one, or where somebody is mentioned; else text in which nothing is markup. */
export function teamsActivity({ text, card, mentions = [] }: Outgoing, lang: Lang): Written {
  const called = mentions.filter(({ user }) => user !== null);
  if (card || called.length > 0) {
    const drawn = adaptiveCard(card ?? { title: text.split('\n')[0] ?? '', body: text.split('\n').slice(1).join('\n') }, {
      lang,
      mentions,
    });
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: drawn.card }];
    return { activity: { type: 'message', summary: literal(card?.title ?? text).slice(0, 200), attachments }, cut: drawn.cut };
  }
  const cuts = new Cuts();
  return { activity: { type: 'message', textFormat: 'plain', text: literal(cuts.text(text, mostText, { what: 'text' })) }, cut: cuts.made };
}

const answer = { zh: '回复数字即可操作，如“1”。', en: 'Answer with a number to do it, such as 1.' };

/** A message for Botkit's web chat: lines with numbers, and buttons that type these. */
export function webActivity({ text, card }: Outgoing, { lang, id }: { lang: Lang; id: string }): Written {
  const cuts = new Cuts();
  const { selects: _selects, actions = [], ...rest } = card ?? { title: '' };
  const shown = actions.slice(0, 9).map((action) => ({ ...action, skill: '', input: {} }));
  const lines = card ? [cardText({ ...rest, actions: shown }), ...(shown.length > 0 ? [answer[lang]] : [])].join('\n') : text;
  const replies = shown.map(({ label }, i) => ({ title: literal(label), payload: String(i + 1) }));
  const said = literal(cuts.text(lines, mostText, { what: 'text' }));
  return { activity: { type: 'message', text: said, channelData: { id, quick_replies: replies } }, cut: cuts.made };
}

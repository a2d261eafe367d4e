import type { SentCard, Tone } from '../card.ts';
import { Cuts } from '../cuts.ts';
import { literal } from '../literal.ts';
import type { Lang } from '../../text/lang.ts';
import { linkable } from './escape.ts';
import { buttonsOf, checkboxOf, choicesOf, type TemplateButton, type TemplateCheckbox, type TemplateSelection } from './pressing.ts';
import { oneLine, showing, type Showing, type TemplateField } from './showing.ts';

/** A card as WeCom takes it: `template_card` of a message. */
export interface TemplateCard {
  readonly card_type: 'text_notice' | 'news_notice' | 'button_interaction' | 'vote_interaction' | 'multiple_interaction';
  readonly task_id: string;
  readonly source: { readonly desc: string; readonly desc_color: 0 | 1 | 2 | 3 };
  readonly main_title: { readonly title: string; readonly desc?: string };
  readonly sub_title_text?: string;
  readonly card_image?: { readonly url: string; readonly aspect_ratio: number };
  readonly vertical_content_list?: readonly { readonly title: string; readonly desc: string }[];
  readonly horizontal_content_list?: readonly TemplateField[];
  readonly jump_list?: readonly { readonly type: 1; readonly title: string; readonly url: string }[];
  readonly card_action?: { readonly type: 1; readonly url: string };
  readonly button_selection?: TemplateSelection;
  readonly button_list?: readonly TemplateButton[];
  readonly checkbox?: TemplateCheckbox;
  readonly select_list?: readonly TemplateSelection[];
  readonly submit_button?: { readonly text: string; readonly key: string };
}

export interface Drawing {
  readonly lang: Lang;
  /** Who speaks, as people know it. */
  readonly bot: string;
  /** Once for each card of an app: up to 128 of `0-9A-Za-z_-@`. An updated card keeps it. */
  readonly taskId: string;
  /** Where a card without a link of its own leads. */
  readonly home: string;
  /** Said before anything else, such as that it takes the place of an older card. */
  readonly above?: string;
}

export interface Drawn {
  readonly card: TemplateCard;
  /** What did not fit, as codes such as `value: 40 → 26`. The card says so itself. */
  readonly degraded: readonly string[];
}

/** Width by height; WeCom takes 1.3 to 2.25. */
const aspect_ratio = 1.6;

const colours: Readonly<Record<Tone, 0 | 1 | 2 | 3>> = { alarm: 2, warn: 1, good: 3, quiet: 0 };

/** With buttons where there is something to press, a notice where not. Two choices or more without a button become a form of choices, one with
 *  many options a list to tick: neither shows more than its title. */
export function templateCard(card: SentCard, drawing: Drawing): Drawn {
  const cuts = new Cuts();
  const drawn = cardOf(card, drawing, cuts);
  return { card: drawn, degraded: cuts.made };
}

function cardOf(card: SentCard, drawing: Drawing, cuts: Cuts): TemplateCard {
  const { actions = [], selects = [] } = card;
  if (actions.length === 0 && selects.length > 1) {
    const { select_list, submit_button } = choicesOf(selects, { lang: drawing.lang, cuts });
    return { card_type: 'multiple_interaction', ...briefly(card, drawing, cuts), select_list, submit_button };
  }
  const [only] = selects;
  if (actions.length === 0 && only && only.options.length > 10) {
    const ticked = checkboxOf(only, { lang: drawing.lang, cuts });
    return { card_type: 'vote_interaction', ...briefly(card, drawing, cuts), ...ticked };
  }
  if (actions.length > 0 || selects.length > 0) {
    const pressing = buttonsOf(card, { lang: drawing.lang, cuts });
    return { card_type: 'button_interaction', ...fully(card, drawing, { cuts, takes: 'buttons' }), ...pressing };
  }
  return noticeOf(card, drawing, cuts);
}

/** Nothing to press: where there is a picture it stands on top, and what was said below the title stands below the picture. */
function noticeOf(card: SentCard, drawing: Drawing, cuts: Cuts): TemplateCard {
  const links = (card.links ?? []).flatMap(({ url, ...link }) => (linkable(url) ? [{ ...link, url: linkable(url)! }] : []));
  const picture = links.find(({ isImage }) => isImage);
  const jumps = cuts.list(links, 3, 'links').map(({ label, url }) => ({
    type: 1 as const,
    title: cuts.text(oneLine(label), 13, { what: 'link' }),
    url,
  }));
  const { sub_title_text = '', ...shown } = fully(card, drawing, { cuts, takes: 'jumps' });
  const below = {
    ...(jumps.length > 0 ? { jump_list: jumps } : {}),
    // WeCom refuses a notice that leads nowhere.
    card_action: shown.card_action ?? { type: 1 as const, url: drawing.home },
  };
  if (!picture) return { card_type: 'text_notice', ...shown, ...(sub_title_text === '' ? {} : { sub_title_text }), ...below };
  const [title = '', ...more] = sub_title_text.split('\n');
  const desc = [Array.from(title).slice(26).join(''), ...more].filter(Boolean).join('\n');
  const text = { title: Array.from(title).slice(0, 26).join(''), desc };
  return {
    card_type: 'news_notice',
    ...shown,
    card_image: { url: picture.url, aspect_ratio },
    ...(title === '' ? {} : { vertical_content_list: [text] }),
    ...below,
  };
}

type Head = Pick<TemplateCard, 'task_id' | 'source' | 'main_title'> & Pick<TemplateCard, 'card_action'>;

/** What all kinds of cards have. `desc`: the line below the title. */
function headOf(card: SentCard, { taskId, bot, home }: Drawing, { title, desc }: { title: string; desc: string }): Head {
  const from = `Tocsin · ${literal(bot)}`;
  const [url = linkable(home)] = (card.links ?? []).flatMap((link) => linkable(link.url) ?? []);
  return {
    task_id: taskId,
    source: { desc: from.length <= 13 ? from : 'Tocsin', desc_color: card.state ? colours[card.state.tone] : 0 },
    main_title: { title, ...(desc === '' ? {} : { desc }) },
    ...(url === null ? {} : { card_action: { type: 1, url } }),
  };
}

const stateOf = ({ severity, state }: SentCard): string => [severity, state?.word].filter(Boolean).join(' · ');

/** A card with room for its title and a line. */
function briefly(card: SentCard, drawing: Drawing, cuts: Cuts): Head {
  const title = cuts.text(oneLine(card.title), 26, { what: 'title' });
  const rest = [drawing.above, stateOf(card), card.body].filter(Boolean).map((each) => oneLine(each!));
  cuts.list(card.fields ?? [], 0, 'fields');
  return headOf(card, drawing, { title, desc: cuts.text(rest.join(' · '), 30, { what: 'body' }) });
}

type Full = Head & Pick<TemplateCard, 'sub_title_text' | 'horizontal_content_list'>;

function fully(card: SentCard, drawing: Drawing, room: Pick<Showing, 'cuts' | 'takes'>): Full {
  const desc = room.cuts.text(oneLine(stateOf(card)), 30, { what: 'state' });
  const { title, text, fields } = showing(card, { lang: drawing.lang, above: drawing.above, ...room });
  return {
    ...headOf(card, drawing, { title, desc }),
    ...(text === '' ? {} : { sub_title_text: text }),
    ...(fields.length > 0 ? { horizontal_content_list: fields } : {}),
  };
}

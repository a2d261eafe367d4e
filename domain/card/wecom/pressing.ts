import type { SentCard } from '../card.ts';
import type { Cuts } from '../cuts.ts';
import type { Lang } from '../../text/lang.ts';
import { optionId, selectKey } from './pressed.ts';
import { oneLine } from './showing.ts';

export interface TemplateButton {
  readonly text: string;
  readonly style: 1 | 2 | 4;
  readonly key: string;
}

interface Option {
  readonly id: string;
  readonly text: string;
}

export interface TemplateSelection {
  readonly question_key: string;
  readonly title: string;
  readonly option_list: readonly Option[];
  readonly selected_id?: string;
}

export interface TemplateCheckbox {
  readonly question_key: string;
  readonly mode: 0;
  readonly option_list: readonly (Option & { readonly is_checked?: true })[];
}

interface Hands {
  readonly lang: Lang;
  readonly cuts: Cuts;
}

type Select = NonNullable<SentCard['selects']>[number];
type Submit = { readonly text: string; readonly key: string };

const mostButtons = 6;
const mostInButton = 10;

/** Buttons that carry their token; and one choice, with a button of its own that takes it. */
export function buttonsOf(card: SentCard, hands: Hands): { button_list: TemplateButton[]; button_selection?: TemplateSelection } {
  const { actions = [], selects = [] } = card;
  const { cuts } = hands;
  const [select] = cuts.list(selects, 1, 'selects');
  const buttons = cuts.list(actions, mostButtons - (select ? 1 : 0), 'actions').map((action): TemplateButton => ({
    text: buttonText(action, cuts),
    style: action.style === 'primary' ? 1 : action.style === 'danger' ? 2 : 4,
    key: action.token,
  }));
  if (!select) return { button_list: buttons };
  const take: TemplateButton = { ...submitOf(select, hands), style: 4 };
  return { button_list: [...buttons, take], button_selection: selectionOf(select, 0, cuts) };
}

function buttonText({ label, short }: NonNullable<SentCard['actions']>[number], cuts: Cuts): string {
  const whole = oneLine(label);
  return cuts.text(whole.length > mostInButton && short !== undefined ? oneLine(short) : whole, mostInButton, { what: 'button' });
}

/** Several choices that are taken at once. */
export function choicesOf(selects: readonly Select[], hands: Hands): { select_list: TemplateSelection[]; submit_button: Submit } {
  const shown = hands.cuts.list(selects, 3, 'selects').map((select, n) => selectionOf(select, n, hands.cuts));
  return { select_list: shown, submit_button: submitOf(null, hands) };
}

/** One choice of many. */
export function checkboxOf({ options }: Select, hands: Hands): { checkbox: TemplateCheckbox; submit_button: Submit } {
  const { cuts } = hands;
  const option_list = cuts.list(options, 20, 'options').map((option) => ({
    id: optionId(option),
    text: cuts.text(oneLine(option.label), 11, { what: 'option' }),
    ...(option.isChosen ? { is_checked: true as const } : {}),
  }));
  return { checkbox: { question_key: selectKey(0), mode: 0, option_list }, submit_button: submitOf(null, hands) };
}

function submitOf(select: Select | null, { lang, cuts }: Hands): Submit {
  const label = select ? oneLine(select.label) : '';
  const text = lang === 'zh' ? (label === '' ? '确定' : `更改${label}`) : 'Change';
  return { text: cuts.text(text, mostInButton, { what: 'button' }), key: selectKey(0) };
}

function selectionOf({ label, options }: Select, n: number, cuts: Cuts): TemplateSelection {
  const chosen = options.find(({ isChosen }) => isChosen);
  const option_list = cuts.list(options, 10, 'options').map((option) => ({
    id: optionId(option),
    text: cuts.text(oneLine(option.label), 10, { what: 'option' }),
  }));
  const isOffered = chosen !== undefined && option_list.some(({ id }) => id === optionId(chosen));
  return {
    question_key: selectKey(n),
    title: cuts.text(oneLine(label), 13, { what: 'select' }),
    option_list,
    ...(isOffered ? { selected_id: optionId(chosen) } : {}),
  };
}

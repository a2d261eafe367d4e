import type { SentCard } from '../../../domain/card/card.ts';
import { plain, type Block } from './blocks.ts';
import type { Drawing } from './drawing.ts';

type Acting = Extract<Block, { type: 'actions' }>;
type Element = Acting['elements'][number];
type Action = NonNullable<SentCard['actions']>[number];
type Select = NonNullable<SentCard['selects']>[number];

const perBlock = 25;
const mostSelects = 3;

/** Buttons, then choices; each has an id of its own, and carries its token and nothing else. */
export function actionsBlocks({ actions = [], selects = [] }: SentCard, drawing: Drawing): Block[] {
  const { room, cuts } = drawing;
  const elements = [
    ...cuts.list(actions, room.actions, 'actions').map((action, n) => button(action, n, drawing)),
    ...cuts.list(selects, mostSelects, 'selects').flatMap((select, n) => choice(select, n, drawing) ?? []),
  ];
  const blocks = Array.from({ length: Math.ceil(elements.length / perBlock) }, (_, i) => elements.slice(i * perBlock, (i + 1) * perBlock));
  return blocks.map((some): Acting => ({ type: 'actions', elements: some }));
}

function button({ token, label, style, confirm }: Action, n: number, drawing: Drawing): Element {
  const { cuts } = drawing;
  return {
    type: 'button',
    action_id: `a:${n}`,
    text: plain(cuts.text(label, 75, { what: 'button' })),
    value: token,
    ...(style ? { style } : {}),
    ...(confirm === undefined ? {} : { confirm: dialog({ label, confirm, ...(style ? { style } : {}) }, drawing) }),
  };
}

/** What holds now stands chosen. Slack asks the same before any choice, so what an option asks about itself is asked of the choice. */
function choice({ label, options }: Select, n: number, drawing: Drawing): Element | null {
  const { cuts, room, lang } = drawing;
  // Slack refuses the whole message over two options of one value.
  const offered = cuts.list([...new Map(options.map((each) => [each.token, each])).values()], room.options, 'options');
  if (offered.length === 0) return null;
  const option = ({ token, label: text }: Select['options'][number]) => ({
    text: plain(cuts.text(text, 75, { what: 'option' })),
    value: token,
  });
  const chosen = offered.find(({ isChosen }) => isChosen);
  const asks = offered.some(({ confirm }) => confirm !== undefined);
  const confirm = lang === 'zh' ? `确定要更改“${label}”吗？` : `Change “${label}”?`;
  return {
    type: 'static_select',
    action_id: `s:${n}`,
    placeholder: plain(cuts.text(label, 150, { what: 'select' })),
    options: offered.map(option),
    ...(chosen ? { initial_option: option(chosen) } : {}),
    ...(asks ? { confirm: dialog({ label, confirm }, drawing) } : {}),
  };
}

function dialog(asked: { label: string; confirm: string; style?: 'primary' | 'danger' }, { cuts, room, lang }: Drawing) {
  const { label, confirm, style } = asked;
  return {
    title: plain(cuts.text(label, 100, { what: 'confirm title' })),
    text: plain(cuts.text(confirm, room.confirm, { what: 'confirm' })),
    confirm: plain(cuts.text(label, 30, { what: 'confirm button' })),
    deny: plain(lang === 'zh' ? '取消' : 'Cancel'),
    ...(style === 'danger' ? { style } : {}),
  };
}

import { elementChecks } from './block-elements.ts';
import { at, list, oneOf, problem, string, text, type Check } from './block-rules.ts';
import { plain, type Json } from './records.ts';

type Where = 'message' | 'modal' | 'home';

const inAny: readonly Where[] = ['message', 'modal', 'home'];
const inMessages: readonly Where[] = ['message'];

const interactive = [
  'button',
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
  'overflow',
  'datepicker',
  'timepicker',
  'datetimepicker',
  'checkboxes',
  'radio_buttons',
];
const typed = ['plain_text_input', 'number_input', 'email_text_input', 'url_text_input', 'rich_text_input', 'file_input'];
const elements =
  (...types: readonly string[]): Check =>
  (value, path) =>
    elementProblems(value, path, types);

/** What each type of block may be and where it may stand. */
const blocks: Readonly<Record<string, { readonly in: readonly Where[]; readonly check: Check }>> = {
  header: { in: inAny, check: at('text', text(150, 'plain_text')) },
  section: {
    in: inAny,
    check: (value, path) => [
      ...(has(value, 'text') || has(value, 'fields') ? [] : [problem('must provide either text or fields', path)]),
      ...at('text', text(3_000), 'optional')(value, path),
      ...at('fields', list(1, 10, text(2_000)), 'optional')(value, path),
      ...at('accessory', elements(...interactive, 'image'), 'optional')(value, path),
    ],
  },
  divider: { in: inAny, check: () => [] },
  context: {
    in: inAny,
    check: at(
      'elements',
      list(1, 10, (value, path) => contextProblems(value, path)),
    ),
  },
  actions: { in: inAny, check: at('elements', list(1, 25, elements(...interactive, 'icon_button', 'feedback_buttons'))) },
  context_actions: { in: inMessages, check: at('elements', list(1, 5, elements('feedback_buttons', 'icon_button'))) },
  image: {
    in: inAny,
    check: (value, path) => [
      ...at('alt_text', string(2_000))(value, path),
      ...at('title', text(2_000, 'plain_text'), 'optional')(value, path),
      ...(has(value, 'slack_file') ? [] : at('image_url', string(3_000))(value, path)),
    ],
  },
  input: {
    in: ['message', 'modal', 'home'],
    check: (value, path) => [
      ...at('label', text(2_000, 'plain_text'))(value, path),
      ...at('hint', text(2_000, 'plain_text'), 'optional')(value, path),
      ...at('element', elements(...interactive.filter((type) => type !== 'button' && type !== 'overflow'), ...typed))(value, path),
    ],
  },
  rich_text: {
    in: inAny,
    check: at(
      'elements',
      list(0, 1_000, () => []),
    ),
  },
  file: { in: inMessages, check: () => [] },
  video: { in: inAny, check: () => [] },
  markdown: { in: inMessages, check: at('text', string(12_000)) },
  table: {
    in: inMessages,
    check: at(
      'rows',
      list(
        1,
        100,
        list(1, 20, () => []),
      ),
    ),
  },
  plan: { in: inMessages, check: () => [] },
  task_card: { in: inMessages, check: () => [] },
  alert: { in: inAny, check: at('text', text(3_000)) },
  card: {
    in: inMessages,
    check: (value, path) => [
      ...at('title', text(150), 'optional')(value, path),
      ...at('body', text(200), 'optional')(value, path),
      ...at('actions', list(1, 3, elements('button')), 'optional')(value, path),
    ],
  },
  carousel: {
    in: inMessages,
    check: at(
      'elements',
      list(1, 10, (value, path) => blockProblem(value as Json, path, 'message')),
    ),
  },
};

/** Everything that Slack would say against these blocks, with a JSON pointer; empty if they are fine. */
export function blockProblems(all: readonly Json[], where: Where): string[] {
  const most = where === 'message' ? 50 : 100;
  if (all.length > most) return [problem(`no more than ${most} items allowed`, '/blocks')];
  const tables = all.filter(({ type }) => type === 'table').length;
  return [
    ...all.flatMap((block, i) => blockProblem(block, `/blocks/${i}`, where)),
    ...(tables > 1 ? [problem('only one table is allowed', '/blocks')] : []),
    ...twice(all, 'block_id', '/blocks'),
    ...all.flatMap((block, i) => twice(elementsOf(block), 'action_id', `/blocks/${i}/elements`)),
  ];
}

function blockProblem(block: Json, path: string, where: Where): string[] {
  const rule = blocks[String(block['type'])];
  if (!rule) return [problem(`unsupported type: ${String(block['type'])}`, `${path}/type`)];
  if (!rule.in.includes(where)) return [problem(`${String(block['type'])} is not allowed in a ${where}`, path)];
  return [...at('block_id', string(255), 'optional')(block, path), ...rule.check(block, path)];
}

function elementProblems(value: unknown, path: string, types: readonly string[]): string[] {
  const wrong = at('type', oneOf(types))(value, path);
  if (wrong.length > 0) return wrong;
  const check = elementChecks[(value as { type: string }).type] ?? (() => []);
  return [...at('action_id', string(255), 'optional')(value, path), ...check(value, path)];
}

function contextProblems(value: unknown, path: string): string[] {
  return (value as Json)?.['type'] === 'image' ? elementProblems(value, path, ['image']) : text(3_000)(value, path);
}

/** What can be pressed or filled in a block. */
export function elementsOf(block: Json): Json[] {
  const own = [...((block['elements'] as Json[] | undefined) ?? []), block['accessory'], block['element']];
  return own.filter(
    (each): each is Json => typeof each === 'object' && each !== null && interactive.concat(typed).includes(String((each as Json)['type'])),
  );
}

function twice(all: readonly Json[], key: string, path: string): string[] {
  const given = all.map((each) => each[key]).filter((each) => each !== undefined);
  const repeated = given.filter((each, i) => given.indexOf(each) !== i);
  return repeated.map((each) => problem(`\`${key}\` "${plain(each)}" is a duplicate`, path));
}

/** How many characters of text stand in blocks: Slack's hidden limit counts them. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const { text: said, ...rest } = value as Json;
  return (typeof said === 'string' ? said.length : textLength(said)) + textLength(Object.values(rest));
}

const has = (value: unknown, key: string): boolean => (value as Json)[key] !== undefined;

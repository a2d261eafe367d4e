import { at, list, problem, string, text, type Check } from './block-rules.ts';
import type { Json } from './records.ts';

const all =
  (...checks: readonly Check[]): Check =>
  (value, path) =>
    checks.flatMap((check) => check(value, path));

const confirm = at(
  'confirm',
  all(
    at('title', text(100, 'plain_text')),
    at('text', text(300)),
    at('confirm', text(30, 'plain_text')),
    at('deny', text(30, 'plain_text')),
  ),
  'optional',
);
const placeholder = at('placeholder', text(150, 'plain_text'), 'optional');
const style: Check = (value, path) =>
  value === 'primary' || value === 'danger' ? [] : [problem('style must be either primary or danger', path)];

const option = (label: number): Check =>
  all(at('text', text(label)), at('value', string(150)), at('description', text(75, 'plain_text'), 'optional'));
const options = (most: number, label = 75): Check =>
  at('options', (value, path) => [...list(1, most, option(label))(value, path), ...sameValues(value, path)]);

/** A select with `options` or with groups of them. */
const choices: Check = (value, path) => {
  const groups = at('option_groups', list(1, 100, all(at('label', text(75, 'plain_text')), options(100))), 'optional');
  return (value as Json)['option_groups'] === undefined ? options(100)(value, path) : groups(value, path);
};

function sameValues(value: unknown, path: string): string[] {
  const values = Array.isArray(value) ? value.map((each) => (each as Json | null)?.['value']) : [];
  return new Set(values).size < values.length ? [problem('option values must be unique', path)] : [];
}

/** An option that is picked from the start must be among the options, word for word. */
const initial: Check = (value, path) => {
  const { initial_option: one, initial_options: many, options: from = [], option_groups: groups = [] } = value as Record<string, Json[]>;
  const known = new Set([...from, ...groups.flatMap((group) => group['options'] as Json[])].map((each) => JSON.stringify(each)));
  const picked = [...(one === undefined ? [] : [one]), ...(many ?? [])].map((each) => JSON.stringify(each));
  return picked.every((each) => known.has(each)) ? [] : [problem('initial option is not among the options', path)];
};

const picker = all(placeholder, confirm);
const select = all(picker, choices, initial);
const image = all(at('alt_text', string(2_000)), (value, path) =>
  (value as Json)['slack_file'] === undefined ? at('image_url', string(3_000))(value, path) : [],
);
const typing = all(placeholder, (value, path) => {
  const { max_length: most = 3_000, min_length: least = 0 } = value as { max_length?: number; min_length?: number };
  return most > 3_000 || least > most ? [problem('length must be between 0 and 3000', path)] : [];
});

/** The limits of everything that can be pressed, picked or filled in. */
export const elementChecks: Readonly<Record<string, Check>> = {
  button: all(
    at('text', text(75, 'plain_text')),
    at('value', string(2_000), 'optional'),
    at('url', string(3_000), 'optional'),
    at('style', style, 'optional'),
    at('accessibility_label', string(75), 'optional'),
    confirm,
  ),
  image,
  overflow: all(options(5), confirm),
  static_select: select,
  multi_static_select: select,
  external_select: picker,
  multi_external_select: picker,
  users_select: picker,
  multi_users_select: picker,
  conversations_select: picker,
  multi_conversations_select: picker,
  channels_select: picker,
  multi_channels_select: picker,
  datepicker: picker,
  timepicker: picker,
  datetimepicker: confirm,
  checkboxes: all(options(10, 3_000), confirm, initial),
  radio_buttons: all(options(10, 3_000), confirm, initial),
  plain_text_input: typing,
  number_input: placeholder,
  email_text_input: placeholder,
  url_text_input: placeholder,
  rich_text_input: placeholder,
};

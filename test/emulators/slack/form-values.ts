import { plain, type Json, type View } from './records.ts';
import type { Workspace } from './workspace.ts';

/** What a person puts into an input: a text, the label or value of an option, a user's or channel's name, or several of them. */
export type Filled = string | number | readonly string[] | null;

type Fill = (element: Json, given: Filled, w: Workspace) => Json;

const one = (given: Filled): string => String(Array.isArray(given) ? given[0] : given);
const many = (given: Filled): string[] => (given === null ? [] : Array.isArray(given) ? given.map(String) : [String(given)]);

const typed: Fill = (_element, given) => ({ value: given === null || given === '' ? null : one(given) });
const picked: Fill = (element, given) => ({ selected_option: given === null ? null : optionOf(element, one(given)) });
const severalPicked: Fill = (element, given) => ({ selected_options: many(given).map((each) => optionOf(element, each)) });
const user: Fill = (_element, given, w) => ({ selected_user: given === null ? null : userOf(w, one(given)) });
const channel =
  (key: string): Fill =>
  (_element, given, w) => ({ [key]: given === null ? null : channelOf(w, one(given)) });

const fills: Readonly<Record<string, Fill>> = {
  plain_text_input: typed,
  number_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  static_select: picked,
  external_select: picked,
  radio_buttons: picked,
  overflow: picked,
  multi_static_select: severalPicked,
  multi_external_select: severalPicked,
  checkboxes: severalPicked,
  users_select: user,
  multi_users_select: (_element, given, w) => ({ selected_users: many(given).map((each) => userOf(w, each)) }),
  channels_select: channel('selected_channel'),
  conversations_select: channel('selected_conversation'),
  multi_channels_select: (_e, given, w) => ({ selected_channels: many(given).map((each) => channelOf(w, each)) }),
  multi_conversations_select: (_e, given, w) => ({ selected_conversations: many(given).map((each) => channelOf(w, each)) }),
  datepicker: (_element, given) => ({ selected_date: given }),
  timepicker: (_element, given) => ({ selected_time: given }),
  datetimepicker: (_element, given) => ({ selected_date_time: given === null ? null : Number(given) }),
  file_input: (_element, given, w) => ({ files: many(given).map((id) => ({ id, name: w.files.get(id)?.name })) }),
  rich_text_input: (_element, given) => ({ rich_text_value: given === null ? undefined : richText(one(given)) }),
};

/** The value as it stands in `state.values` and in an action.
 *  @throws {Error} where no option, user or channel is called so. */
export function valueOf(w: Workspace, element: Json, given: Filled): Json {
  const type = String(element['type']);
  const fill = fills[type];
  if (!fill) throw new Error(`nothing can be filled into a ${type}`);
  return { type, ...fill(element, given, w) };
}

/** Options of a select, groups opened; of an external one, those that were suggested last. */
export function optionsOf(element: Json): Json[] {
  const groups = (element['option_groups'] as Json[] | undefined) ?? [];
  return [...((element['options'] as Json[] | undefined) ?? []), ...groups.flatMap((group) => group['options'] as Json[])];
}

function optionOf(element: Json, wanted: string): Json {
  const all = optionsOf(element);
  const label = (option: Json): string => String((option['text'] as Json)['text']);
  const found = all.find((option) => label(option) === wanted || option['value'] === wanted);
  if (!found) throw new Error(`no option "${wanted}"; there are: ${all.map(label).join(', ')}`);
  return found;
}

function userOf(w: Workspace, wanted: string): string {
  const found = w.userNamed(wanted);
  if (!found) throw new Error(`no user "${wanted}"`);
  return found.id;
}

function channelOf(w: Workspace, wanted: string): string {
  const found = w.channelNamed(wanted);
  if (!found) throw new Error(`no channel "${wanted}"`);
  return found.id;
}

function richText(text: string): Json {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
}

/** The values with which inputs begin. */
export function initialValues(view: Pick<View, 'blocks' | 'values'>): View['values'] {
  const inputs = view.blocks.filter((block) => block['type'] === 'input');
  const all = inputs.map((block) => {
    const [blockId, element] = [String(block['block_id']), block['element'] as Json];
    const action = String(element['action_id']);
    return [blockId, { [action]: view.values[blockId]?.[action] ?? initial(element) }] as const;
  });
  return { ...view.values, ...Object.fromEntries(all) };
}

function initial(element: Json): Json {
  const type = String(element['type']);
  const key = keys[type] ?? 'value';
  const from = Object.entries(element).find(([name]) => name.startsWith('initial_') || (name === 'files' && type === 'file_input'));
  const none = key.endsWith('s') ? [] : null;
  return { type, [key]: from?.[1] ?? none };
}

const keys: Readonly<Record<string, string>> = {
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  checkboxes: 'selected_options',
  users_select: 'selected_user',
  multi_users_select: 'selected_users',
  channels_select: 'selected_channel',
  conversations_select: 'selected_conversation',
  multi_channels_select: 'selected_channels',
  multi_conversations_select: 'selected_conversations',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  rich_text_input: 'rich_text_value',
};

/** What Slack itself says below an input before the app is asked: block → sentence. */
export function formErrors(view: View): Record<string, string> {
  const inputs = view.blocks.filter((block) => block['type'] === 'input');
  const wrong = inputs.flatMap((block): [string, string][] => {
    const [blockId, element] = [String(block['block_id']), block['element'] as Json];
    const why = inputError(element, view.values[blockId]?.[String(element['action_id'])] ?? {}, block['optional'] === true);
    return why === null ? [] : [[blockId, why]];
  });
  return Object.fromEntries(wrong);
}

function inputError(element: Json, value: Json, isOptional: boolean): string | null {
  const { type, ...rest } = value;
  const content = Object.values(rest)[0];
  if (content === undefined || content === null || (Array.isArray(content) && content.length === 0))
    return isOptional ? null : 'Please complete this required field.';
  const text = plain(content);
  const { min_length: least = 0, max_length: most = 3_000 } = element as { min_length?: number; max_length?: number };
  if (type === 'plain_text_input' && text.length < least) return `Must be at least ${least} characters.`;
  if (type === 'plain_text_input' && text.length > most) return `Must be ${most} characters or fewer.`;
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/u.test(text)) return 'Please enter a valid email address.';
  if (type === 'url_text_input' && !URL.canParse(text)) return 'Please enter a valid URL.';
  return type === 'number_input' ? numberError(element, text) : null;
}

function numberError(element: Json, text: string): string | null {
  const number = Number(text);
  if (!Number.isFinite(number)) return 'Please enter a number.';
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(number)) return 'Please enter a whole number.';
  if (element['min_value'] !== undefined && number < Number(element['min_value']))
    return `Must be at least ${plain(element['min_value'])}.`;
  return element['max_value'] !== undefined && number > Number(element['max_value'])
    ? `Must be at most ${plain(element['max_value'])}.`
    : null;
}

import type { ViewsOpenArguments } from '@slack/web-api';
import type { Form, FormField, FormOption, FormValues } from '../../../domain/card/form.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { Forms } from '../../../ports/im.ts';
import { plain } from './blocks.ts';
import { Cuts } from '../../../domain/card/cuts.ts';
import type { SlackParts } from './parts.ts';

type View = Extract<ViewsOpenArguments, { trigger_id: string }>['view'];
type ModalBlock = View['blocks'][number];

/** By which a view that comes back is known to be a form of ours. */
export const formView = 'tocsin-form';
/** Every field has one input, and is known by its block. */
const input = 'value';
const mostOptions = 100;
const mostWritten = 3_000;

/** Opens forms as modal views. */
export function slackForms({ calls, lang, noted }: SlackParts): Forms {
  return {
    async open(door, form) {
      const cuts = new Cuts();
      const view = formToView(form, lang(), cuts);
      if (cuts.made.length > 0) noted('cut to what Slack takes', { cut: cuts.made });
      await calls.make({ method: 'views.open', urgency: 'page' }, (slack) => slack.views.open({ trigger_id: door, view }));
    },
  };
}

/** Values come back by the names of the fields; the token is the view's private metadata. */
export function formToView(form: Form, lang: Lang, cuts: Cuts): View {
  const intro: ModalBlock[] = form.intro ? [{ type: 'section', text: plain(cuts.text(form.intro, 3_000, { what: 'intro' })) }] : [];
  return {
    type: 'modal',
    callback_id: formView,
    private_metadata: form.token,
    title: plain(cuts.text(form.title, 24, { what: 'title' })),
    submit: plain(cuts.text(form.submit, 24, { what: 'submit' })),
    close: plain(cuts.text(form.cancel, 24, { what: 'cancel' })),
    blocks: [...intro, ...cuts.list(form.fields, 98, 'fields').map((field) => inputBlock(field, lang, cuts))],
  };
}

function inputBlock(field: FormField, lang: Lang, cuts: Cuts): ModalBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: plain(cuts.text(field.label, 2_000, { what: 'label' })),
    ...(field.hint ? { hint: plain(cuts.text(field.hint, 2_000, { what: 'hint' })) } : {}),
    // What is not ticked is an answer as well.
    optional: field.isOptional || field.is === 'yes-no',
    element: elementOf(field, lang, cuts),
  };
}

type Element = Extract<ModalBlock, { type: 'input' }>['element'];

function elementOf(field: FormField, lang: Lang, cuts: Cuts): Element {
  if (field.is === 'text') {
    const most = Math.min(field.most ?? mostWritten, mostWritten);
    const value = field.value ? { initial_value: field.value.slice(0, most) } : {};
    return { type: 'plain_text_input', action_id: input, multiline: field.isLong, max_length: most, ...value };
  }
  if (field.is === 'number') return numberElement(field);
  if (field.is === 'yes-no') {
    const yes = { text: plain(lang === 'zh' ? '是' : 'Yes'), value: 'yes' };
    return { type: 'checkboxes', action_id: input, options: [yes], ...(field.value ? { initial_options: [yes] } : {}) };
  }
  return field.is === 'one-of' ? oneOf(field, cuts) : someOf(field, cuts);
}

function numberElement({ isWhole, least, most, value }: Extract<FormField, { is: 'number' }>): Element {
  return {
    type: 'number_input',
    action_id: input,
    is_decimal_allowed: !isWhole,
    ...(least === undefined ? {} : { min_value: String(least) }),
    ...(most === undefined ? {} : { max_value: String(most) }),
    ...(value === undefined ? {} : { initial_value: String(value) }),
  };
}

/** More than Slack lists are asked for while somebody types, as are those of which not all are given. */
const isAsked = ({ isOpen, options }: { isOpen: boolean; options: readonly FormOption[] }): boolean =>
  isOpen || options.length > mostOptions || options.length === 0;

function oneOf(field: Extract<FormField, { is: 'one-of' }>, cuts: Cuts): Element {
  const chosen = field.value === undefined ? undefined : optionOf(field.value, field.options, cuts);
  const initial = chosen ? { initial_option: chosen } : {};
  if (isAsked(field)) return { type: 'external_select', action_id: input, min_query_length: 0, ...initial };
  return { type: 'static_select', action_id: input, options: field.options.map((option) => written(option, cuts)), ...initial };
}

function someOf(field: Extract<FormField, { is: 'some-of' }>, cuts: Cuts): Element {
  const chosen = field.value.flatMap((value) => optionOf(value, field.options, cuts) ?? []);
  const initial = chosen.length > 0 ? { initial_options: chosen } : {};
  if (isAsked(field)) return { type: 'multi_external_select', action_id: input, min_query_length: 0, ...initial };
  return { type: 'multi_static_select', action_id: input, options: field.options.map((option) => written(option, cuts)), ...initial };
}

const optionOf = (value: string, options: readonly FormOption[], cuts: Cuts) =>
  written(options.find((option) => option.value === value) ?? { value, label: value }, cuts);

/** An option as Slack takes it, here and where options are asked for. */
export const written = ({ value, label }: FormOption, cuts: Cuts) => ({ text: plain(cuts.text(label, 75, { what: 'option' })), value });

/** What stands in one input of a view that came back. */
interface Answer {
  readonly type: string;
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
  readonly selected_options?: readonly { readonly value: string }[];
}

/** What was filled in, of a view that came back. */
export function valuesOf(view: {
  readonly state: { readonly values: Readonly<Record<string, Readonly<Record<string, Answer>>>> };
}): FormValues {
  const filled = Object.entries(view.state.values).flatMap(([name, block]) => {
    const value = valueOf(block[input]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(filled);
}

function valueOf(answer: Answer | undefined): string | boolean | readonly string[] | undefined {
  if (answer === undefined) return undefined;
  const { type, value, selected_option: one, selected_options: some } = answer;
  if (type === 'checkboxes') return (some ?? []).length > 0;
  if (some !== undefined) return some.length > 0 ? some.map((option) => option.value) : undefined;
  return one?.value ?? (value || undefined);
}

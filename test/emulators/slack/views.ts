import { blockProblems } from './blocks.ts';
import { at, problem, string, text } from './block-rules.ts';
import { plain, refuse, type Json, type View } from './records.ts';
import type { Workspace } from './workspace.ts';

type Given = Pick<View, 'user'> & { readonly below?: View | undefined };

/** @throws {Refusal} `invalid_arguments` with what is wrong, `view_too_large`, `duplicate_external_id`. */
export function checkView(given: unknown, type: View['type']): Json {
  if (typeof given !== 'object' || given === null) return refuse('invalid_arguments', wrong(['[ERROR] view is not an object']));
  const view = given as Json;
  if (JSON.stringify(view).length > 250_000) refuse('view_too_large');
  const messages = [
    ...(view['type'] === type ? [] : [problem(`must be of type ${type}`, '/view/type')]),
    ...(Array.isArray(view['blocks']) ? [] : [problem('missing required field: blocks', '/view')]),
    ...(type === 'modal' ? at('title', text(24, 'plain_text'))(view, '/view') : []),
    ...at('submit', text(24, 'plain_text'), 'optional')(view, '/view'),
    ...at('close', text(24, 'plain_text'), 'optional')(view, '/view'),
    ...at('callback_id', string(255), 'optional')(view, '/view'),
    ...(plain(view['private_metadata']).length > 3_000 ? [problem('must be less than 3001 characters', '/view/private_metadata')] : []),
    ...blockProblems((view['blocks'] as Json[] | undefined) ?? [], type).map((each) => each.replace(':/blocks', ':/view/blocks')),
    ...submitProblems(view, type),
  ];
  return messages.length > 0 ? refuse('invalid_arguments', wrong(messages)) : view;
}

const wrong = (messages: readonly string[]): Json => ({ response_metadata: { messages } });

function submitProblems(view: Json, type: View['type']): string[] {
  const hasInputs = ((view['blocks'] as Json[] | undefined) ?? []).some((block) => block['type'] === 'input');
  return type === 'modal' && hasInputs && view['submit'] === undefined
    ? [problem('`submit` is required when an input block is in blocks', '/view')]
    : [];
}

export function newView(w: Workspace, given: Json, { user, below }: Given): View {
  const id = w.ids.next('V');
  return {
    ...contentOf(w, given),
    id,
    type: given['type'] as View['type'],
    user,
    root_view_id: below?.root_view_id ?? id,
    previous_view_id: below?.id ?? null,
    values: {},
    errors: {},
  };
}

/** Puts other content into a view that is open. What was typed stays where block and action are the same. */
export function change(w: Workspace, view: View, given: Json): void {
  const { values } = view;
  Object.assign(view, contentOf(w, given), { errors: {} });
  const stays = new Set(view.blocks.map((block) => String(block['block_id'])));
  view.values = Object.fromEntries(Object.entries(values).filter(([block]) => stays.has(block)));
  w.changed();
}

function contentOf(
  w: Workspace,
  given: Json,
): Omit<View, 'id' | 'type' | 'user' | 'root_view_id' | 'previous_view_id' | 'values' | 'errors'> {
  const external = plain(given['external_id']);
  if (external !== '' && [...w.modals.values()].flat().some((view) => view.external_id === external)) refuse('duplicate_external_id');
  return {
    callback_id: plain(given['callback_id']),
    external_id: external,
    title: (given['title'] as Json | undefined) ?? null,
    submit: (given['submit'] as Json | undefined) ?? null,
    close: (given['close'] as Json | undefined) ?? null,
    blocks: (given['blocks'] as Json[]).map((block) => withIds(w, block)),
    private_metadata: plain(given['private_metadata']),
    notify_on_close: given['notify_on_close'] === true,
    clear_on_close: given['clear_on_close'] === true,
    hash: `${w.seconds}.${w.ids.next('h')}`,
  };
}

function withIds(w: Workspace, block: Json): Json {
  const named = (element: Json): Json => ({ ...element, action_id: element['action_id'] ?? w.ids.next('a').slice(-5) });
  return {
    ...block,
    block_id: block['block_id'] ?? w.ids.next('b').slice(-5),
    ...(block['type'] === 'input' ? { element: named(block['element'] as Json) } : {}),
  };
}

import { viewJson } from './as-json.ts';
import { outcomeOf, type Desk, type Outcome } from './desk.ts';
import { formErrors, initialValues, valueOf, type Filled } from './form-values.ts';
import { pushed } from './methods/views.ts';
import { Refusal, type Json, type View } from './records.ts';
import { change, checkView } from './views.ts';

export interface Submitted extends Outcome {
  /** What is shown in red: block → sentence. Nothing was delivered if it was Slack itself that minded. */
  readonly errors?: Readonly<Record<string, string>>;
  /** The modal is gone. */
  readonly closed?: boolean;
  /** What is shown instead or on top. */
  readonly view?: View;
}

interface Filling {
  readonly user: string;
  readonly view: View;
  readonly values: Readonly<Record<string, Filled>>;
}

/** Fills in and sends. Slack looks first at what is required, then asks the app. */
export async function submits(desk: Desk, { user, view, values }: Filling): Promise<Submitted> {
  if (!stackOf(desk, user).includes(view)) throw new Error('this modal is not open');
  view.values = initialValues(view);
  for (const [name, given] of Object.entries(values)) fills(desk, view, { name, given });
  view.errors = formErrors(view);
  desk.w.changed();
  if (Object.keys(view.errors).length > 0) return { ...outcomeOf([]), errors: view.errors };
  const body = { type: 'view_submission', ...desk.interaction(user), view: viewJson(desk.w, view), response_urls: [] };
  const delivery = await desk.asks(user, 'interactive', body);
  const outcome = outcomeOf([delivery]);
  return delivery.acked ? { ...outcome, ...follows(desk, view, delivery.payload) } : outcome;
}

function fills(desk: Desk, view: View, { name, given }: { name: string; given: Filled }): void {
  const inputs = view.blocks.filter((block) => block['type'] === 'input');
  const calledSo = (block: Json): boolean =>
    [block['block_id'], (block['label'] as Json)['text'], (block['element'] as Json)['action_id']].includes(name);
  const block = inputs.find(calledSo);
  if (!block) throw new Error(`there is no input "${name}"; there are: ${inputs.map((b) => String(b['block_id'])).join(', ')}`);
  const element = block['element'] as Json;
  view.values[String(block['block_id'])] = { [String(element['action_id'])]: valueOf(desk.w, element, given) };
}

/** Does what the app answered to a form. */
function follows(desk: Desk, view: View, payload: Json): Pick<Submitted, 'errors' | 'closed' | 'view'> {
  const { w } = desk;
  try {
    switch (payload['response_action']) {
      case 'errors':
        return rejected(desk, view, payload['errors'] as Record<string, string>);
      case 'update':
        change(w, view, checkView(payload['view'], 'modal'));
        return { view };
      case 'push':
        return { view: pushed(w, checkView(payload['view'], 'modal'), view.user) };
      case 'clear':
        w.modals.delete(view.user);
        return { closed: true };
      default:
        pops(desk, view);
        return { closed: true };
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    desk.warns({ user: view.user, code: 'invalid_answer', about: `${error.code} ${JSON.stringify(error.more)}` });
    return {};
  } finally {
    w.changed();
  }
}

function rejected(desk: Desk, view: View, errors: Record<string, string>): Pick<Submitted, 'errors'> {
  const inputs = new Set(view.blocks.filter((block) => block['type'] === 'input').map((block) => block['block_id']));
  const stray = Object.keys(errors).filter((block) => !inputs.has(block));
  // Slack shows "We had some trouble connecting" for an error at something that is no input.
  if (stray.length > 0) desk.warns({ user: view.user, code: 'invalid_answer', about: `no input ${stray.join(', ')}` });
  view.errors = errors;
  return { errors };
}

/** Closes a modal by its cross; the app hears of it only if it asked to. */
export async function closes(desk: Desk, { user, view }: Omit<Filling, 'values'>): Promise<Outcome> {
  pops(desk, view);
  if (!view.notify_on_close) return outcomeOf([]);
  const body = { type: 'view_closed', ...desk.interaction(user), view: viewJson(desk.w, view), is_cleared: false };
  return outcomeOf([await desk.courier.ask('interactive', body)]);
}

function pops(desk: Desk, view: View): void {
  const rest = stackOf(desk, view.user).filter((each) => each !== view);
  if (rest.length === 0) desk.w.modals.delete(view.user);
  else desk.w.modals.set(view.user, rest);
  desk.w.changed();
}

function stackOf({ w }: Desk, user: string): readonly View[] {
  return w.modals.get(user) ?? [];
}

import { viewJson } from '../as-json.ts';
import { refuse, type Json, type View } from '../records.ts';
import { change, checkView, newView } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import type { Triggers } from '../triggers.ts';
import type { Call, Method, Methods } from './method.ts';

/** Modals and homes; a modal needs a trigger that a person's doing made. */
export function viewMethods(triggers: Triggers): Methods {
  const showing = (put: (call: Call, view: Json, user: string) => View): Method => ({
    tier: 4,
    scopes: [],
    run(call) {
      const { w, args } = call;
      const view = checkView(args.json('view', 'invalid_arguments'), 'modal');
      const user = triggers.use(args.text('trigger_id') || args.text('interactivity_pointer'));
      const shown = put(call, view, user);
      w.changed();
      return { view: viewJson(w, shown) };
    },
  });
  return {
    'views.open': showing(({ w }, view, user) => {
      const shown = newView(w, view, { user });
      w.modals.set(user, [shown]);
      return shown;
    }),
    'views.push': showing(({ w }, view, user) => pushed(w, view, user)),
    'views.update': { tier: 4, scopes: [], run: updated },
    'views.publish': { tier: 4, scopes: [], run: published },
  };
}

/** Shows a modal on top of those which the user has open, three at most. */
export function pushed(w: Workspace, view: Json, user: string): View {
  const stack = w.modals.get(user) ?? [];
  if (stack.length === 0) refuse('not_found');
  if (stack.length >= 3) refuse('push_limit_reached');
  const shown = newView(w, view, { user, below: stack.at(-1) });
  w.modals.set(user, [...stack, shown]);
  return shown;
}

function updated({ w, args }: Call): Json {
  const given = checkView(args.json('view', 'invalid_arguments'), 'modal');
  const [id, external] = [args.text('view_id'), args.text('external_id')];
  if (id === '' && external === '') refuse('invalid_arguments');
  const open = [...w.modals.values()].flat();
  const view = open.find((each) => (id === '' ? each.external_id === external : each.id === id)) ?? refuse('not_found');
  if (args.has('hash') && args.text('hash') !== view.hash) refuse('hash_conflict');
  change(w, view, given['external_id'] === view.external_id ? { ...given, external_id: undefined } : given);
  return { view: viewJson(w, view) };
}

function published({ w, args }: Call): Json {
  const user = args.need('user_id');
  if (!w.users.has(user)) refuse('user_not_found');
  const given = checkView(args.json('view', 'invalid_arguments'), 'home');
  const before = w.homes.get(user);
  if (args.has('hash') && before && args.text('hash') !== before.hash) refuse('hash_conflict');
  const home = newView(w, given, { user });
  w.homes.set(user, home);
  w.changed();
  return { view: viewJson(w, home) };
}

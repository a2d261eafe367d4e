import { blocks, text } from './blocks.mjs';
import { control, input } from './controls.mjs';
import { el } from './element.mjs';
import { mrkdwn } from './marked.mjs';

/** The modal on top, to fill in; what is wrong stands below its input. `act` is told what the user does. */
export function modal(view, { names: all, act }) {
  const names = { ...all, suggest: (name, typed) => act('suggest', { view: view.id, name, text: typed }) };
  const readers = new Map();
  const does = (name, value) => act(value === null ? 'pressIn' : 'pickIn', { view: view.id, name, value });
  const body = view.blocks.map((block) =>
    block.type === 'input' ? field(block, { view, names, readers }) : blocks([block], { names, does }),
  );
  const sends = (event) => {
    event.preventDefault();
    void act('submit', { view: view.id, values: Object.fromEntries([...readers].map(([id, read]) => [id, read()])) });
  };
  const closes = () => void act('close', { view: view.id });
  const dialog = el(
    'dialog',
    { class: 'sheet', 'aria-labelledby': 'modal-title', oncancel: (event) => (event.preventDefault(), closes()) },
    el(
      'form',
      { onsubmit: sends, novalidate: true },
      el(
        'header',
        {},
        el('h2', { id: 'modal-title' }, text(view.title, names)),
        el('button', { type: 'button', class: 'cross', 'aria-label': 'Close', onclick: closes }, '✕'),
      ),
      el('div', { class: 'fill' }, body),
      el(
        'footer',
        {},
        el('button', { type: 'button', class: 'button', onclick: closes }, view.close ? text(view.close, names) : 'Cancel'),
        view.submit && el('button', { class: 'button primary' }, text(view.submit, names)),
      ),
    ),
  );
  const first = dialog.querySelector('.wrong .field') ?? dialog.querySelector('.input .field');
  first?.setAttribute('autofocus', '');
  return dialog;
}

function field(block, { view, names, readers }) {
  const { element } = block;
  const before = view.state.values[block.block_id]?.[element.action_id];
  const { field: made, read } = input({ ...element, label: block.label.text }, names, before);
  readers.set(block.block_id, read);
  const wrong = view.errors[block.block_id];
  return el(
    'div',
    { class: wrong ? 'input wrong' : 'input' },
    el('div', { class: 'label' }, text(block.label, names), block.optional && el('small', {}, ' (optional)')),
    made,
    block.hint && el('small', {}, text(block.hint, names)),
    wrong && el('p', { class: 'error', role: 'alert' }, wrong),
  );
}

/** The app's home. */
export function home(view, { names, act }) {
  if (!view) return el('p', { class: 'empty' }, 'The app has not published a home yet.');
  const does = (name, value) => act(value === null ? 'pressIn' : 'pickIn', { view: view.id, name, value });
  const one = (block) => (block.type === 'input' ? control(block.element, { names, does }) : blocks([block], { names, does }));
  return el('div', { class: 'home' }, view.blocks.map(one));
}

/** A sentence about what Slack tells the user when the app did not do its part. */
export function warned({ code, about }) {
  const told = {
    operation_timeout: `${about} did not respond in time.`,
    dispatch_failed: `${about} failed with the error "dispatch_failed".`,
    invalid_answer: `We had some trouble connecting. (${about})`,
  };
  return el('p', { class: 'warned', role: 'alert' }, mrkdwn(told[code] ?? code, {}));
}

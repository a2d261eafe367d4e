import { el } from './element.mjs';
import { asCharacters } from './icons.mjs';
import { inline } from './marked.mjs';

const textOf = (object) => object?.text ?? '';
const optionsOf = (element) => [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];

/** Asks before something risky, as the element wants it. Answers whether to go on. */
export function confirmed(confirm, names) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const dialog = el(
      'dialog',
      { class: 'sheet small', 'aria-label': textOf(confirm.title), oncancel: () => done(false) },
      el('h2', {}, textOf(confirm.title)),
      el('p', {}, inline(textOf(confirm.text), names)),
      el(
        'footer',
        {},
        el('button', { class: 'button', onclick: () => done(false) }, textOf(confirm.deny)),
        el(
          'button',
          { class: confirm.style === 'danger' ? 'button danger' : 'button primary', onclick: () => done(true) },
          textOf(confirm.confirm),
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A thing that is pressed or picked at once, in a message, a home or a modal. `does` gets the element and what was picked. */
export function control(element, { names, does }) {
  const goes = async (value) => {
    if (await confirmed(element.confirm, names)) does(element, value);
  };
  if (element.type === 'button') {
    const press = () => {
      if (/^https?:/u.test(element.url ?? '')) globalThis.open(element.url, '_blank', 'noreferrer');
      void goes(null);
    };
    return el(
      'button',
      { class: `button ${element.style ?? ''}`, onclick: press },
      names.emoji(textOf(element.text)),
      element.url ? ' ↗' : '',
    );
  }
  if (element.type === 'image') return el('img', { class: 'thumb', src: element.image_url, alt: element.alt_text });
  const { field, read } = input(element, names);
  field.addEventListener('change', () => void goes(read()));
  return field;
}

const several = new Set([
  'multi_static_select',
  'multi_users_select',
  'multi_channels_select',
  'multi_conversations_select',
  'multi_external_select',
]);
const dates = { datepicker: ['date', 'initial_date', 'selected_date'], timepicker: ['time', 'initial_time', 'selected_time'] };

/** A field to fill in; `read` answers what stands in it, null if nothing. `value` is what was there before. */
export function input(element, names, value = {}) {
  const label = {
    'aria-label': element.label ?? (textOf(element.placeholder) || element.action_id),
    placeholder: textOf(element.placeholder),
  };
  if (element.type === 'plain_text_input')
    return typing(element.multiline ? 'textarea' : 'input', { ...label, rows: 4 }, value.value ?? element.initial_value);
  const kind = { number_input: 'number', email_text_input: 'email', url_text_input: 'url' }[element.type];
  if (kind)
    return typing(
      'input',
      { ...label, type: kind === 'number' ? 'text' : kind, inputmode: kind === 'number' ? 'decimal' : null },
      value.value ?? element.initial_value,
    );
  if (dates[element.type]) {
    const [type, initial, selected] = dates[element.type];
    return typing('input', { ...label, type }, value[selected] ?? element[initial]);
  }
  if (element.type === 'checkboxes' || element.type === 'radio_buttons') return choices(element, names, value);
  if (element.type === 'external_select') return suggested(element, names, label);
  return select(element, names, { label, value });
}

function typing(name, attributes, value) {
  const field = el(name, { class: 'field', ...attributes, value: value ?? '' });
  return { field, read: () => field.value || null };
}

function choices(element, names, value) {
  const before = value.selected_options ?? element.initial_options ?? [value.selected_option ?? element.initial_option].filter(Boolean);
  const isRadio = element.type === 'radio_buttons';
  const boxes = optionsOf(element).map((option) => {
    const box = el('input', {
      type: isRadio ? 'radio' : 'checkbox',
      name: element.action_id,
      value: option.value,
      checked: before.some((each) => each.value === option.value),
    });
    return { box, row: el('label', { class: 'choice' }, box, el('span', {}, inline(textOf(option.text), names))) };
  });
  const read = () => {
    const picked = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    return isRadio ? (picked[0] ?? null) : picked;
  };
  return {
    field: el(
      'div',
      { class: 'choices', role: 'group', 'aria-label': element.label ?? element.action_id },
      boxes.map(({ row }) => row),
    ),
    read,
  };
}

function select(element, names, { label, value }) {
  const own =
    names.pool(element.type) ?? optionsOf(element).map((option) => ({ value: option.value, text: asCharacters(textOf(option.text)) }));
  const isMany = several.has(element.type);
  const given = Object.entries({ ...element, ...value }).filter(([key, each]) => /^(?:initial|selected)_/u.test(key) && each);
  const picked = new Set(given.flatMap(([, each]) => (Array.isArray(each) ? each : [each])).map((each) => each.value ?? each));
  const none = isMany ? [] : [el('option', { value: '' }, element.type === 'overflow' ? '⋯' : textOf(element.placeholder) || 'Choose')];
  const options = own.map((option) => el('option', { value: option.value, selected: picked.has(option.value) }, option.text));
  const field = el(
    'select',
    { class: element.type === 'overflow' ? 'field overflow' : 'field', ...label, multiple: isMany },
    none,
    options,
  );
  const read = () => (isMany ? [...field.selectedOptions].map((option) => option.value) : field.value || null);
  return { field, read };
}

/** Typing asks the app what to offer. */
function suggested(element, names, label) {
  const id = `offers-${element.action_id}`;
  const offers = el('datalist', { id });
  const ask = async () => {
    const { options = [] } = await names.suggest(element.action_id, box.value);
    offers.replaceChildren(...options.map((option) => el('option', { value: textOf(option.text) })));
  };
  const box = el('input', { class: 'field', ...label, list: id, oninput: (event) => !event.isComposing && void ask() });
  return { field: el('span', {}, box, offers), read: () => box.value || null };
}

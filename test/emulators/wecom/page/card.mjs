import { el, link } from './element.mjs';
import { withIcons } from './icons.mjs';

const colours = ['grey', 'black', 'red', 'green'];

/** A template card of any of the five types, as a client lays it out. */
export function card(message, to) {
  const shown = message.card;
  const { source, main_title: title = {}, card_image: image, emphasis_content: big, sub_title_text: sub } = shown;
  const leads = shown.card_action?.url;
  return el(
    'section',
    { class: `card ${shown.card_type}`, 'data-task': shown.task_id },
    image && el('img', { class: 'cover', src: image.url, alt: '' }),
    (source || shown.action_menu) && head(source ?? {}, message, to),
    (title.title || title.desc) &&
      el(
        'div',
        { class: 'title' },
        title.title && el('h3', {}, leads ? link(leads, withIcons(title.title)) : withIcons(title.title)),
        title.desc && el('p', {}, withIcons(title.desc)),
      ),
    shown.image_text_area && imageText(shown.image_text_area),
    big && el('div', { class: 'emphasis' }, el('strong', {}, withIcons(big.title ?? '')), big.desc && el('span', {}, big.desc)),
    shown.quote_area && quote(shown.quote_area),
    sub && el('p', { class: 'sub' }, withIcons(sub)),
    (shown.vertical_content_list ?? []).map((each) =>
      el('div', { class: 'vertical' }, el('b', {}, withIcons(each.title)), each.desc && el('p', {}, withIcons(each.desc))),
    ),
    pairs(shown.horizontal_content_list ?? [], to.names),
    questions(message, to),
    (shown.jump_list ?? []).map((each) => el('div', { class: 'jump' }, each.url ? link(each.url, each.title) : el('span', {}, each.title))),
    buttons(message, to),
  );
}

function head(source, message, { act, chat }) {
  const items = message.card.action_menu?.action_list ?? [];
  const press = (name) => act('press', { chat: chat.id, id: message.id, name });
  return el(
    'div',
    { class: 'source' },
    source.icon_url && el('img', { src: source.icon_url, alt: '' }),
    el('span', { class: colours[source.desc_color ?? 0] }, source.desc ?? ''),
    items.length > 0 &&
      el(
        'details',
        { class: 'more', 'data-keep': `more ${message.id}` },
        el('summary', { 'aria-label': '更多操作' }, '•••'),
        el(
          'div',
          {},
          items.map(({ text, key }) => el('button', { class: 'quiet', onclick: () => press(key) }, text)),
        ),
      ),
  );
}

function imageText({ title, desc, image_url: image, url }) {
  return el(
    'div',
    { class: 'image-text' },
    el('img', { src: image, alt: '' }),
    el('div', {}, el('b', {}, url ? link(url, title ?? '') : (title ?? '')), desc && el('p', {}, desc)),
  );
}

function quote({ title, quote_text: text, url }) {
  return el(
    'blockquote',
    {},
    title && el('b', {}, url ? link(url, withIcons(title)) : withIcons(title)),
    text && el('p', {}, withIcons(text)),
  );
}

function pairs(rows, names) {
  if (rows.length === 0) return null;
  const value = ({ type, value: text = '', url, userid }) =>
    type === 1 && url ? link(url, text) : type === 3 ? el('span', { class: 'mention' }, text || names.full(userid)) : withIcons(text);
  return el(
    'dl',
    {},
    rows.map((each) => el('div', {}, el('dt', {}, each.keyname), el('dd', {}, value(each)))),
  );
}

/** A selection beside buttons, a vote, or selects: what is picked goes with the button. */
function questions(message, to) {
  const { button_selection: beside, checkbox, select_list: selects = [] } = message.card;
  const isClosed = message.replaced !== undefined;
  return [
    [beside, ...selects].filter(Boolean).map((each) => select(each, message, to, isClosed)),
    checkbox && vote(checkbox, message, to, isClosed),
  ];
}

function pickedIn(message, { question_key: key, option_list: options, selected_id: first }) {
  const checked = options.filter((each) => each.is_checked).map(({ id }) => id);
  return message.picked?.[key] ?? (first ? [first] : checked);
}

function select(question, message, { act, chat }, isClosed) {
  const picked = pickedIn(message, question);
  const options = question.option_list.map(({ id, text }) => el('option', { value: id, selected: picked.includes(id) }, text));
  const picks = ({ target }) => act('pick', { chat: chat.id, id: message.id, name: question.question_key, values: [target.value] });
  return el(
    'label',
    { class: 'select' },
    el('span', {}, question.title ?? '请选择'),
    el('select', { disabled: isClosed || question.disable, onchange: picks }, options),
  );
}

function vote(question, message, { act, chat }, isClosed) {
  const picked = pickedIn(message, question);
  const isMany = question.mode === 1;
  const picks = (id) => {
    const values = !isMany ? [id] : picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id];
    return act('pick', { chat: chat.id, id: message.id, name: question.question_key, values });
  };
  const option = ({ id, text }) => {
    const input = { type: isMany ? 'checkbox' : 'radio', name: `${message.id} ${question.question_key}`, checked: picked.includes(id) };
    return el(
      'label',
      {},
      el('input', { ...input, disabled: isClosed || question.disable, onchange: () => picks(id) }),
      el('span', {}, withIcons(text)),
    );
  };
  return el('div', { class: 'vote', role: isMany ? 'group' : 'radiogroup' }, question.option_list.map(option));
}

function buttons(message, { act, chat }) {
  const { button_list: list = [], submit_button: submit } = message.card;
  if (list.length === 0 && !submit) return null;
  if (message.replaced !== undefined)
    return el('div', { class: 'buttons' }, el('button', { class: 'spent', disabled: true }, message.replaced));
  const press = (button) => () => act('press', { chat: chat.id, id: message.id, name: button.key });
  const made = list.map((button) =>
    button.type === 1
      ? link(button.url, button.text)
      : el('button', { class: `style${button.style ?? 1}`, onclick: press(button) }, withIcons(button.text)),
  );
  const sends = submit && el('button', { class: 'style1', onclick: () => act('submit', { chat: chat.id, id: message.id }) }, submit.text);
  return el('div', { class: `buttons of${Math.min(list.length || 1, 6)}` }, made, sends);
}

import { control } from './controls.mjs';
import { el, link } from './element.mjs';
import { inline, markdown, mrkdwn } from './marked.mjs';

/** A text object, as markup or as it is. */
export function text(object, names) {
  if (!object) return [];
  return object.type === 'mrkdwn' ? mrkdwn(object.text, names) : [names.emoji(object.text)];
}

const shown = {
  header: (block, { names }) => el('h3', { class: 'header' }, text(block.text, names)),
  divider: () => el('hr'),
  section: (block, to) =>
    el(
      'div',
      { class: 'section' },
      el(
        'div',
        { class: 'words' },
        text(block.text, to.names),
        block.fields &&
          el(
            'div',
            { class: 'fields' },
            block.fields.map((field) => el('div', {}, text(field, to.names))),
          ),
      ),
      block.accessory && control(block.accessory, doing(block, to)),
    ),
  context: (block, { names }) =>
    el(
      'div',
      { class: 'context' },
      block.elements.map((each) =>
        each.type === 'image' ? el('img', { src: each.image_url, alt: each.alt_text }) : el('span', {}, text(each, names)),
      ),
    ),
  actions: (block, to) =>
    el(
      'div',
      { class: 'actions' },
      block.elements.map((each) => control(each, doing(block, to))),
    ),
  image: (block, { names }) =>
    el(
      'figure',
      {},
      block.title && el('figcaption', {}, text(block.title, names)),
      el('img', { src: block.image_url, alt: block.alt_text }),
    ),
  markdown: (block, { names }) => el('div', { class: 'marked' }, markdown(block.text, names)),
  alert: (block, { names }) => el('div', { class: `alert ${block.level ?? ''}` }, text(block.text, names)),
  rich_text: (block, { names }) =>
    el(
      'div',
      {},
      block.elements.map((each) => el('div', {}, rich(each, names))),
    ),
  table: (block, { names }) =>
    el(
      'div',
      { class: 'wide' },
      el(
        'table',
        {},
        block.rows.map((row) =>
          el(
            'tr',
            {},
            row.map((cell) => el('td', {}, cell.elements ? rich(cell, names) : (cell.text ?? ''))),
          ),
        ),
      ),
    ),
  plan: (block, { names }) => el('div', { class: 'context' }, text(block.title, names)),
  task_card: (block) => el('div', { class: 'task' }, block.status === 'complete' ? '✓ ' : '… ', String(block.title?.text ?? block.title)),
};

/** Text in rich text is literal: line breaks stand, and nothing in it is markup. */
function richText({ text: said, style = {} }) {
  const lines = said.split('\n').flatMap((line, i) => (i === 0 ? [line] : [el('br'), line]));
  const marks = { bold: 'b', italic: 'i', strike: 's', code: 'code' };
  return Object.entries(marks).reduce((inner, [mark, name]) => (style[mark] ? [el(name, {}, inner)] : inner), lines);
}

function rich(node, names) {
  if (node.type === 'text') return richText(node);
  if (node.type === 'link') return [link(node.url, node.text ?? node.url)];
  if (node.type === 'user') return inline(`<@${node.user_id}>`, names);
  if (node.type === 'emoji') return [names.emoji(`:${node.name}:`)];
  return (node.elements ?? []).flatMap((each) => rich(each, names));
}

/** Presses in this block, called by block and action so that equal actions stay apart. */
function doing(block, { names, does }) {
  return { names, does: (element, value) => does(`${block.block_id}/${element.action_id}`, value) };
}

/** Blocks one below the other. `to.does(name, value)` is told what was pressed or picked. */
export function blocks(all, to) {
  return all.map((block) => shown[block.type]?.(block, to) ?? el('div', { class: 'context' }, `[${block.type}]`));
}

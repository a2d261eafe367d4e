import { el, link } from './element.mjs';
import { withIcons } from './icons.mjs';

export const quick = ['pushpin', 'eyes', '+1', 'white_check_mark', 'fire', 'tada'];

// What a backslash stands before in markdown is a sign and no mark: it waits out of the way, in the private range.
const away = 0xe000;
const escaped = (text) => text.replaceAll(/\\([!-/:-@[-`{-~])/gu, (_whole, sign) => String.fromCharCode(away + sign.charCodeAt(0)));
const decoded = (text) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/[\ue021-\ue07e]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - away));
const dated = (seconds, format) => {
  const at = new Date(Number(seconds) * 1000);
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return format
    .replaceAll(/\{time(?:_secs)?\}/gu, time)
    .replaceAll(/\{[^}]+\}/gu, at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' }));
};

/** What stands between `<` and `>`. */
function entity(inner, names) {
  const [target, label] = inner.split('|');
  const mention = (text, mine = false) => el('span', { class: mine ? 'mention mine' : 'mention' }, text);
  if (target.startsWith('@')) return mention(`@${names.user(target.slice(1))}`, target.slice(1) === names.me);
  if (target.startsWith('#')) return mention(`#${label ?? names.channel(target.slice(1))}`);
  if (target.startsWith('!subteam^')) return mention(label ?? `@${names.group(target.slice(9))}`);
  if (target.startsWith('!date^')) return el('span', {}, dated(target.split('^')[1], target.split('^')[2]));
  if (target.startsWith('!')) return mention(`@${target.slice(1)}`, true);
  return link(target, ...(label ? withIcons(decoded(label)) : [decoded(target)]));
}

const spans = [
  [/`([^`\n]+)`/u, (text) => el('code', {}, decoded(text))],
  [/<([^<>\n]+)>/u, (text, names) => entity(text, names)],
  [/(https?:\/\/[^\s<>)]+)/u, (text) => link(decoded(text), decoded(text))],
  [/(?<![\w*])\*([^*\n]+)\*(?![\w*])/u, (text, names) => el('strong', {}, inline(text, names))],
  [/(?<![\w_])_([^_\n]+)_(?![\w_])/u, (text, names) => el('em', {}, inline(text, names))],
  [/(?<![\w~])~([^~\n]+)~(?![\w~])/u, (text, names) => el('s', {}, inline(text, names))],
];

/** One line of Slack's own markup. */
export function inline(text, names) {
  const found = spans.map(([pattern, make]) => ({ hit: pattern.exec(text), make })).filter(({ hit }) => hit);
  if (found.length === 0) return withIcons(decoded(text));
  const { hit, make } = found.toSorted((a, b) => a.hit.index - b.hit.index)[0];
  const rest = text.slice(hit.index + hit[0].length);
  return [...withIcons(decoded(text.slice(0, hit.index))), make(hit[1], names), ...inline(rest, names)];
}

/** Slack's markup as elements: code, quotes, lists and lines. */
export function mrkdwn(text, names) {
  const parts = text.split(/```\n?([\s\S]*?)```/u);
  return parts.flatMap((part, i) => (i % 2 === 1 ? [el('pre', {}, decoded(part))] : lines(part, names)));
}

function lines(text, names) {
  if (text.trim() === '') return [];
  const groups = [];
  for (const line of text.replace(/^\n|\n$/gu, '').split('\n')) {
    const isQuote = /^(?:&gt;|>) ?/u.test(line);
    const last = groups.at(-1);
    if (last && last.isQuote === isQuote) last.lines.push(line);
    else groups.push({ isQuote, lines: [line] });
  }
  return groups.map(({ isQuote, lines: all }) => {
    const content = all.flatMap((line, i) => [i > 0 && el('br'), ...inline(line.replace(/^(?:&gt;|>) ?/u, ''), names)]);
    return el(isQuote ? 'blockquote' : 'div', {}, content);
  });
}

/** Common markdown, of canvases, streams and markdown blocks, brought to Slack's markup line by line. */
export function markdown(text, names) {
  const out = [];
  let list = null;
  for (const written of text.split('\n')) {
    const line = setAside(written);
    const [, marks, heading] = /^(#{1,6}) (.*)$/u.exec(line) ?? [];
    const [, number, item] = /^\s*(?:[-*+]|(\d+)\.) (.*)$/u.exec(line) ?? [];
    if (item === undefined) list = null;
    else if (!list) out.push((list = el(number ? 'ol' : 'ul')));
    if (item !== undefined) list.append(el('li', {}, task(item, names)));
    else if (heading !== undefined) out.push(el(`h${Math.min(6, marks.length + 2)}`, {}, inline(asMrkdwn(heading), names)));
    else if (line.trim() !== '') out.push(el('p', {}, inline(asMrkdwn(line), names)));
  }
  for (const each of out) unset(each);
  return out;
}

/** A mark behind a backslash stands for itself: set aside while the line is read, and back in its place once it is text. */
const setAside = (line) => line.replaceAll(/\\([!-/:-@[-`{-~])/gu, (_whole, mark) => String.fromCharCode(0xe0_00 + mark.charCodeAt(0)));

function unset(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    node.data = node.data.replaceAll(/[\ue021-\ue07e]/gu, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xe0_00));
  }
}

function task(item, names) {
  const [, mark, rest] = /^\[( |x)\] (.*)$/u.exec(item) ?? [];
  return mark === undefined ? inline(asMrkdwn(item), names) : [mark === 'x' ? '☑ ' : '☐ ', ...inline(asMrkdwn(rest), names)];
}

function asMrkdwn(line) {
  return escaped(line)
    .replaceAll(/!?\[([^\]]*)\]\(([^)\s]+)\)/gu, (_whole, label, url) =>
      url.startsWith('@') || url.startsWith('#') ? `<${url}>` : `<${url}|${label}>`,
    )
    .replaceAll(/\*\*([^*]+)\*\*/gu, '*$1*');
}

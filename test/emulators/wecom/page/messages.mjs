import { card } from './card.mjs';
import { el, link } from './element.mjs';
import { withIcons } from './icons.mjs';
import { timeOf } from './list.mjs';

/** What was said in a conversation, with the time where it was quiet for five minutes. */
export function messageList(chat, to) {
  const seen = chat.messages.filter(({ isDropped }) => !isDropped || !to.isLook);
  return seen.map((message, i) => {
    const isLater = i === 0 || message.at - seen[i - 1].at > 300_000;
    return [isLater && el('time', { class: 'when' }, dayOf(message.at)), row(message, chat, to)];
  });
}

function dayOf(at) {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  const day = isToday ? '' : `${new Date(at).toLocaleDateString('zh-CN', { month: 'long', day: 'numeric' })} `;
  return day + timeOf(at);
}

function row(message, chat, to) {
  const { names } = to;
  if (message.recalled) return el('p', { class: 'when' }, `${names.full(message.from)} 撤回了一条消息`);
  const isMine = message.from === names.me;
  const isGroup = chat.kind === 'appchat' || chat.kind === 'group';
  return el(
    'article',
    { class: ['message', isMine && 'mine', message.isDropped && 'dropped'].filter(Boolean).join(' '), 'data-id': message.id },
    el('img', { class: 'face', src: `/face/${encodeURIComponent(names.face(message.from))}.svg`, alt: '' }),
    el(
      'div',
      { class: 'said-by' },
      isGroup && !isMine && el('span', { class: 'name' }, names.full(message.from)),
      bodyOf(message, chat, to),
      message.isDropped && el('small', { class: 'why' }, '超过了频率：企业微信没有送达，也没有报错'),
    ),
  );
}

function bodyOf(message, chat, to) {
  if (message.card) return card(message, { ...to, chat });
  const kinds = { textcard, news, image, file };
  if (kinds[message.msgtype]) return kinds[message.msgtype](message);
  if (message.shown.length === 0 && message.msgtype === 'voice') return el('div', { class: 'bubble' }, '[语音]');
  const isMarkdown = message.markdown !== undefined;
  const isGrowing = message.stream && !message.stream.finished;
  return el('div', { class: isMarkdown ? 'bubble markdown' : 'bubble' }, stretches(message.shown, to.names, isGrowing));
}

/** Stretches of a message, line by line: headings and quotes are lines of their own. */
function stretches(shown, names, isGrowing) {
  const lines = [[]];
  for (const each of shown) {
    const parts = each.text === '\n' ? ['', ''] : each.text.split('\n');
    for (const [i, text] of parts.entries()) {
      if (i > 0) lines.push([]);
      if (text !== '') lines.at(-1).push({ ...each, text });
    }
  }
  return lines.map((line, i) => {
    const [first] = line;
    const kind = first?.heading
      ? `line heading h${first.heading}`
      : first?.quote
        ? 'line quote'
        : line.length === 0
          ? 'line blank'
          : 'line';
    const cursor = isGrowing && i === lines.length - 1 && el('span', { class: 'growing', title: '还在写' });
    return el(
      'div',
      { class: kind },
      line.map((each) => stretch(each, names)),
      cursor,
    );
  });
}

function stretch({ text, url, colour, bold, code, mention }, names) {
  const classes = [colour, bold && 'bold', mention && 'mention'].filter(Boolean).join(' ');
  const shown = mention ? `@${names.full(mention)}` : text;
  if (code) return el('code', {}, shown);
  if (url) return link(url, withIcons(shown));
  return classes ? el('span', { class: classes }, withIcons(shown)) : el('span', {}, withIcons(shown));
}

function textcard({ content }) {
  return el(
    'div',
    { class: 'bubble textcard' },
    el('h3', {}, withIcons(content.title)),
    el('p', {}, withIcons(content.description.replaceAll(/<[^>]*>/gu, ''))),
    link(content.url, content.btntxt || '详情'),
  );
}

function news({ content }) {
  const article = ({ title, description, url, picurl }) =>
    el(
      'div',
      { class: 'article' },
      picurl && el('img', { src: picurl, alt: '' }),
      el('div', {}, link(url ?? '', title), description && el('p', {}, description)),
    );
  return el('div', { class: 'bubble news' }, content.articles.map(article));
}

function image({ content }) {
  return content.media_id
    ? el('img', { class: 'picture', src: `/media/${content.media_id}`, alt: '图片' })
    : el('div', { class: 'bubble' }, `[图片] ${content.filename}`);
}

function file({ content }) {
  const size = content.size > 1_000_000 ? `${(content.size / 1_000_000).toFixed(1)} MB` : `${Math.ceil(content.size / 1000)} KB`;
  return el(
    'a',
    { class: 'bubble file', href: `/media/${content.media_id}` },
    el('span', { class: 'sheet' }),
    el('span', {}, el('b', {}, content.filename), el('small', {}, size)),
  );
}

import { el } from './element.mjs';
import { withIcons } from './icons.mjs';

const faces = { app: 'app', bot: 'bot', appchat: 'group', group: 'group' };
const tags = { app: '应用', bot: '机器人' };

/** Who one is, and every conversation with what was said last. */
export function list(state, to) {
  return el(
    'nav',
    { class: 'side', 'aria-label': '会话' },
    el('h1', {}, state.corp),
    el(
      'div',
      { class: 'places', 'data-keep': 'places' },
      state.chats.map((chat) => place(chat, to)),
      !to.isLook && el('button', { class: 'quiet wide', onclick: () => makesGroup(to) }, '＋ 建一个群'),
    ),
    who(state, to),
  );
}

async function makesGroup({ act }) {
  const name = prompt('群的名字', '支付应急群');
  if (name) await act('group', { name });
}

function place(chat, { chat: here, names, goes, act }) {
  const last = chat.messages.findLast(({ isDropped }) => !isDropped);
  const opens = () => {
    goes({ chat: chat.id, side: false, set: false });
    if (chat.kind === 'app' || chat.kind === 'bot') void act('enter', { chat: chat.id });
  };
  return el(
    'button',
    { class: chat.id === here.id ? 'place here' : 'place', 'aria-current': chat.id === here.id && 'page', onclick: opens },
    el('img', { src: `/face/${faces[chat.kind]}.svg`, alt: '' }),
    el(
      'span',
      { class: 'about' },
      el(
        'span',
        { class: 'named' },
        el('span', {}, names.title(chat)),
        tags[chat.kind] && el('small', { class: `tag ${chat.kind}` }, tags[chat.kind]),
      ),
      el('span', { class: 'last' }, last ? withIcons(preview(last, names)) : '还没有消息'),
    ),
    last && el('time', {}, timeOf(last.at)),
  );
}

export function timeOf(at) {
  return new Date(at).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
}

/** A message in one line. */
export function preview(message, names) {
  if (message.recalled) return '消息已撤回';
  if (message.card) return `[卡片] ${message.card.main_title?.title ?? message.card.sub_title_text ?? ''}`;
  if (message.shown.length > 0)
    return message.shown
      .map(({ text, mention }) => (mention ? `@${names.full(mention)}` : text))
      .join('')
      .slice(0, 60);
  return (
    { image: '[图片]', voice: '[语音]', file: `[文件] ${message.content?.filename ?? ''}`, stream: '正在想…' }[message.msgtype] ??
    `[${message.msgtype}]`
  );
}

function who(state, { goes, at, names, isLook }) {
  const options = state.users.map(({ userid, name }) => el('option', { value: userid, selected: userid === state.me }, name));
  const pick = el('select', { 'aria-label': '你是谁', onchange: ({ target }) => goes({ user: target.value, chat: '' }) }, options);
  return el(
    'div',
    { class: 'you' },
    el('img', { src: `/face/${encodeURIComponent(state.me)}.svg`, alt: '' }),
    isLook ? el('span', {}, names.full(state.me)) : pick,
    !isLook && el('button', { class: 'quiet', 'aria-pressed': String(at.set), onclick: () => goes({ set: !at.set, side: false }) }, '接入'),
  );
}

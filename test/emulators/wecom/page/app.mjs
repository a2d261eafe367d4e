import { composer, setting } from './composer.mjs';
import { el } from './element.mjs';
import { list } from './list.mjs';
import { messageList } from './messages.mjs';

const app = document.querySelector('#app');
const asked = new URLSearchParams(location.search);
const isLook = asked.get('look') === '1';
document.body.classList.toggle('look', isLook);

/** What the page shows besides what was said. */
const at = { user: asked.get('user') ?? '', chat: asked.get('chat') ?? '', side: !asked.has('chat'), set: false };
const seen = { state: null, text: '' };

async function act(name, more) {
  const body = JSON.stringify({ act: name, user: seen.state.me, ...more });
  const answer = await (await fetch('/page/act', { method: 'POST', body })).json();
  document.querySelector('#said').textContent = answer.wrong ?? '';
  return answer;
}

function goes(change) {
  Object.assign(at, change);
  const shown = { user: at.user, chat: at.chat, look: isLook ? '1' : null };
  history.replaceState(null, '', `?${new URLSearchParams(Object.entries(shown).filter(([, value]) => value))}`);
  void draw(true);
}

/** What things and people are called. */
function namesOf(state) {
  const people = new Map(state.users.map(({ userid, name }) => [userid, name]));
  const full = (id) => people.get(id) ?? { app: state.app, bot: state.bot, all: '所有人', '@all': '所有人' }[id] ?? id;
  const face = (id) => (people.has(id) || id === 'app' || id === 'bot' ? id : 'group');
  const title = ({ kind, name }) => (kind === 'app' ? state.app : kind === 'bot' ? state.bot : name);
  return { full, face, title, me: state.me };
}

function header(chat, names) {
  const isGroup = chat.kind === 'appchat' || chat.kind === 'group';
  const note = { appchat: '应用群：应用听不到这里的话', group: chat.hasBot ? '机器人只听得到 @它 的话' : '机器人不在群里' }[chat.kind];
  const button = (label, name, more = {}) => el('button', { class: 'quiet', onclick: () => act(name, { chat: chat.id, ...more }) }, label);
  return el(
    'header',
    { class: 'top' },
    el('button', { class: 'burger', 'aria-label': '会话', onclick: () => goes({ side: !at.side }) }, '‹'),
    el(
      'h2',
      {},
      names.title(chat),
      isGroup && el('span', { class: 'count', title: chat.members.map(names.full).join('、') }, ` (${chat.members.length})`),
    ),
    !isLook && note && el('span', { class: 'note' }, note),
    !isLook && chat.kind === 'group' && button(chat.hasBot ? '移出机器人' : '加机器人', 'invite', { name: chat.hasBot ? 'out' : 'in' }),
    !isLook && isGroup && !chat.isOut && button('退出', 'leave'),
  );
}

function main(state, chat, names) {
  const scroll = el('div', { class: 'scroll', 'data-keep': `main ${chat.id}` }, messageList(chat, { names, act, isLook }));
  const foot = chat.isOut ? el('p', { class: 'out' }, '你被移出群聊，看不到之后的消息') : composer(state, chat, { act, isLook, names });
  return el('main', {}, header(chat, names), at.set ? setting(state, { act, goes }) : [scroll, foot]);
}

/** What was typed, where one was reading and where the focus was stays over a redraw. */
function kept() {
  const keep = (each) => ({
    top: each.scrollTop,
    isDown: each.scrollHeight - each.scrollTop - each.clientHeight < 60,
    value: each.value,
    isOpen: each.open,
    isFocused: each === document.activeElement,
  });
  return new Map([...document.querySelectorAll('[data-keep]')].map((each) => [each.dataset.keep, keep(each)]));
}

function restore(before) {
  for (const each of document.querySelectorAll('[data-keep]')) {
    const was = before.get(each.dataset.keep);
    if (each.tagName === 'TEXTAREA' || each.tagName === 'INPUT') {
      if (was) each.value = was.value;
    } else if (each.tagName === 'DETAILS') each.open = was?.isOpen ?? false;
    else each.scrollTop = was && !was.isDown ? was.top : each.scrollHeight;
    if (was?.isFocused) each.focus();
  }
}

async function draw(isForced) {
  const state = await (await fetch(`/page/state?user=${encodeURIComponent(at.user)}`)).json();
  const text = JSON.stringify(state);
  if (text === seen.text && !isForced) return;
  Object.assign(seen, { state, text });
  if (!state.me) return app.replaceChildren(el('p', { class: 'empty' }, '这里还没有人。'));
  const names = namesOf(state);
  const wanted = at.chat === 'app' ? state.me : at.chat === 'bot' ? `bot:${state.me}` : at.chat;
  const chat = state.chats.find(({ id, name }) => id === wanted || (name !== '' && name === wanted)) ?? state.chats[0];
  const before = kept();
  app.classList.toggle('with-side', at.side);
  app.replaceChildren(list(state, { chat, names, at, act, goes, isLook }), main(state, chat, names));
  document.title = `${names.title(chat)} · ${state.corp}`;
  restore(before);
}

new EventSource('/page/changes').addEventListener('message', () => void draw(false));

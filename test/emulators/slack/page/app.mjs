import { el } from './element.mjs';
import { composer } from './composer.mjs';
import { icon } from './icons.mjs';
import { inline, markdown } from './marked.mjs';
import { messageList } from './messages.mjs';
import { home, modal, warned } from './modal.mjs';
import { namesOf, ordered, titleOf } from './names.mjs';
import { sidebar } from './sidebar.mjs';

const app = document.querySelector('#app');
const over = document.querySelector('#over');
const asked = new URLSearchParams(location.search);
const isLook = asked.get('look') === '1';
document.body.classList.toggle('look', isLook);

/** What the page shows besides what Slack says. */
const at = {
  user: asked.get('user') ?? '',
  channel: asked.get('channel') ?? '',
  thread: asked.get('thread'),
  tab: asked.get('tab') ?? 'messages',
  side: false,
};
const seen = { state: null, text: '', modal: '' };

async function act(name, more) {
  const body = JSON.stringify({ act: name, user: seen.state.me, ...more });
  const answer = await (await fetch('/page/act', { method: 'POST', body })).json();
  document.querySelector('#said').textContent = answer.wrong ?? '';
  return answer;
}

function goes(change) {
  Object.assign(at, change);
  const shown = {
    user: at.user,
    channel: at.channel,
    tab: at.tab === 'messages' ? null : at.tab,
    thread: at.thread,
    look: isLook ? '1' : null,
  };
  const query = new URLSearchParams(Object.entries(shown).filter(([, value]) => value));
  history.replaceState(null, '', `?${query}`);
  void draw(true);
}

function header(channel, names) {
  const tabs = [['messages', 'Messages'], ['pins', `Pins ${channel.pins.length || ''}`], ...(channel.canvas ? [['canvas', 'Canvas']] : [])];
  return el(
    'header',
    { class: 'top' },
    el(
      'div',
      { class: 'title' },
      burger(),
      el('h2', {}, channel.kind === 'channel' ? (channel.is_private ? [icon('lock'), ' '] : '# ') : '', titleOf(channel, names)),
      channel.topic && el('span', { class: 'topic' }, inline(channel.topic, names)),
      el(
        'span',
        { class: 'count', title: channel.members.map(names.full).join(', ') },
        icon('busts_in_silhouette'),
        ` ${channel.members.length}`,
      ),
    ),
    el(
      'div',
      { class: 'tabs', role: 'group', 'aria-label': 'Parts of the channel' },
      tabs.map(([tab, label]) => el('button', { 'aria-current': at.tab === tab && 'page', onclick: () => goes({ tab }) }, label)),
      channel.bookmarks.map(({ link, title, emoji }) =>
        el('a', { class: 'bookmark', href: link, target: '_blank', rel: 'noreferrer' }, names.emoji(emoji || ':link:'), ' ', title),
      ),
    ),
  );
}

function messagesIn(channel, { names, thread }) {
  const isHere = (m) =>
    thread
      ? m.ts === thread || m.thread_ts === thread
      : m.thread_ts === undefined || m.thread_ts === m.ts || m.subtype === 'thread_broadcast';
  const opens = thread ? null : (ts) => goes({ thread: ts });
  return messageList(channel.messages.filter(isHere), {
    names,
    act,
    channel: channel.id,
    opens,
    pinned: (ts) => channel.pins.includes(ts),
  });
}

function tabOf(state, channel, names) {
  const shared = { names, act, channel: channel.id };
  const tabs = {
    messages: () => messagesIn(channel, { names }),
    pins: () =>
      messageList(
        channel.messages.filter(({ ts }) => channel.pins.includes(ts)),
        { ...shared, opens: null, pinned: () => false },
      ),
    canvas: () =>
      el(
        'article',
        { class: 'canvas' },
        channel.canvas?.title && el('h2', {}, channel.canvas.title),
        markdown(channel.canvas?.markdown ?? '', names),
      ),
    home: () => home(state.home, { names, act }),
  };
  return el('div', { class: 'scroll', 'data-keep': `main ${channel.id} ${at.tab}` }, (tabs[at.tab] ?? tabs.messages)());
}

function main(state, channel, names) {
  const isHome = at.tab === 'home';
  const write = () =>
    channel.is_archived
      ? el('p', { class: 'empty' }, 'This channel is archived.')
      : composer(channel, { names, act, users: state.users, thread: null });
  return el(
    'main',
    { onclick: ({ target }) => at.side && !target.closest('.burger') && goes({ side: false }) },
    isHome ? homeHeader(names.full(state.bot.user)) : header(channel, names),
    tabOf(state, channel, names),
    state.warnings.slice(-1).map(warned),
    !isLook && at.tab === 'messages' && write(),
  );
}

function burger() {
  return el('button', { class: 'burger', 'aria-label': 'Channels', onclick: () => goes({ side: !at.side }) }, '☰');
}

function homeHeader(title) {
  return el('header', { class: 'top' }, el('div', { class: 'title' }, burger(), el('h2', {}, title)));
}

function threadPane(channel, names) {
  const status = seen.state.statuses.find(({ ts }) => ts === at.thread);
  return el(
    'aside',
    { class: 'thread', 'aria-label': 'Thread' },
    el(
      'header',
      { class: 'top' },
      el(
        'div',
        { class: 'title' },
        el('h2', {}, 'Thread'),
        el('button', { class: 'cross', 'aria-label': 'Close thread', onclick: () => goes({ thread: null }) }, '✕'),
      ),
    ),
    el(
      'div',
      { class: 'scroll', 'data-keep': `thread ${at.thread}` },
      messagesIn(channel, { names, thread: at.thread }),
      status && el('p', { class: 'status' }, status.status),
    ),
    !isLook && composer(channel, { names, act, users: seen.state.users, thread: at.thread }),
  );
}

/** What was typed, where one was reading and where the focus was stays over a redraw. */
function kept() {
  const all = [...document.querySelectorAll('[data-keep]')].map((each) => [
    each.dataset.keep,
    {
      top: each.scrollTop,
      isDown: each.scrollHeight - each.scrollTop - each.clientHeight < 40,
      value: each.value,
      isFocused: each === document.activeElement,
    },
  ]);
  return new Map(all);
}

function restore(before) {
  for (const each of document.querySelectorAll('[data-keep]')) {
    const was = before.get(each.dataset.keep);
    if (each.tagName === 'TEXTAREA') {
      if (was) each.value = was.value;
      if (was?.isFocused) each.focus();
    } else each.scrollTop = was && !was.isDown ? was.top : each.dataset.keep.endsWith(' canvas') ? 0 : each.scrollHeight;
  }
}

function drawModal(state, names) {
  const top = state.modals.at(-1);
  const key = top ? JSON.stringify([top.id, top.hash, top.errors]) : '';
  if (key === seen.modal) return;
  seen.modal = key;
  over.replaceChildren();
  if (!top) return;
  const dialog = modal(top, { names, act });
  over.append(dialog);
  dialog.showModal();
}

async function draw(isForced) {
  const state = await (await fetch(`/page/state?user=${encodeURIComponent(at.user)}`)).json();
  const text = JSON.stringify(state);
  if (text === seen.text && !isForced) return;
  Object.assign(seen, { state, text });
  if (!state.me) return app.replaceChildren(el('p', { class: 'empty' }, 'Nobody is here yet.'));
  const names = namesOf(state);
  const channel =
    state.channels.find(({ id, name }) => id === at.channel || name === at.channel) ??
    ordered(state.channels.filter(({ is_archived: old }) => !old))[0];
  const before = kept();
  app.classList.toggle('with-thread', Boolean(at.thread));
  app.replaceChildren(
    ...[
      sidebar(state, { channel, names, at, act, goes, isLook }),
      channel && main(state, channel, names),
      at.thread && channel && threadPane(channel, names),
    ].filter(Boolean),
  );
  document.title = channel ? `${titleOf(channel, names)} · ${state.team.name}` : state.team.name;
  restore(before);
  drawModal(state, names);
}

new EventSource('/page/changes').addEventListener('message', () => void draw(false));

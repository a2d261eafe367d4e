import { blocks } from './blocks.mjs';
import { el } from './element.mjs';
import { icon } from './icons.mjs';
import { inline, markdown, mrkdwn, quick } from './marked.mjs';

const clock = (ts) => new Date(Number(ts) * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = (ts) => new Date(Number(ts) * 1000).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const notices = /^(?:channel|group)_(?:join|leave|topic|purpose|name|archive|unarchive)$/u;

/** Messages from the oldest to the newest, with the day above each day. `to`: names, acts of the user, what is pinned. */
export function messageList(messages, to) {
  let last = null;
  return messages.flatMap((message) => {
    const isNewDay = last === null || day(last.ts) !== day(message.ts);
    const isRun = !isNewDay && sameSpeaker(last, message);
    last = message;
    return [isNewDay && el('div', { class: 'day' }, el('span', {}, day(message.ts))), one(message, { ...to, isRun })];
  });
}

function sameSpeaker(a, b) {
  const plain = (m) => !notices.test(m.subtype ?? '') && !m.isMine;
  return plain(a) && plain(b) && a.user === b.user && a.username === b.username && Number(b.ts) - Number(a.ts) < 300;
}

function one(message, to) {
  const { names } = to;
  if (notices.test(message.subtype ?? ''))
    return el('div', { class: 'notice' }, el('span', {}, inline(message.text, names)), el('time', {}, clock(message.ts)));
  const who = message.username ?? names.full(message.user);
  const classes = ['message', message.isMine && 'mine', to.isRun && 'run', to.pinned(message.ts) && 'pinned'].filter(Boolean);
  return el(
    'article',
    { class: classes.join(' '), 'data-ts': message.ts, 'aria-label': who },
    to.isRun ? el('time', { class: 'aside' }, clock(message.ts)) : el('img', { class: 'face', src: `/face/${message.user}.svg`, alt: '' }),
    el(
      'div',
      { class: 'said-so' },
      message.isMine && el('div', { class: 'only-you' }, '◉ Only visible to you'),
      to.pinned(message.ts) && el('div', { class: 'only-you' }, icon('pushpin'), ' Pinned'),
      !to.isRun &&
        el(
          'div',
          { class: 'who' },
          el('strong', {}, who),
          names.isBot(message.user) && el('span', { class: 'app-mark' }, 'APP'),
          el('time', {}, clock(message.ts)),
        ),
      content(message, to),
      files(message),
      reactions(message, to),
      replies(message, to),
    ),
    tools(message, to),
  );
}

function content(message, to) {
  const { names, act, channel } = to;
  const does = (name, value) => act(value === null ? 'press' : 'pick', { channel, ts: message.ts, name, value });
  const isStreamed = message.streaming_state !== undefined;
  const said = !message.blocks || isStreamed ? (isStreamed ? markdown : mrkdwn)(message.text, names) : [];
  return el(
    'div',
    { class: message.blocks ? 'words card' : 'words' },
    said,
    message.isStreaming && el('span', { class: 'typing' }, '▍'),
    message.blocks && blocks(message.blocks, { names, does }),
    (message.attachments ?? []).map((each) =>
      el(
        'div',
        { class: 'attached', 'data-colour': each.color },
        each.blocks ? blocks(each.blocks, { names, does }) : mrkdwn(each.text ?? each.fallback ?? '', names),
      ),
    ),
    message.edited && !message.blocks && el('span', { class: 'edited' }, ' (edited)'),
  );
}

function files({ files: all = [] }) {
  return all.map((file) =>
    file.mimetype.startsWith('image/')
      ? el('img', { class: 'picture', src: file.shown, alt: file.title })
      : el('a', { class: 'file', href: file.shown, target: '_blank' }, icon('page_facing_up'), ' ', file.name),
  );
}

function reactions({ reactions: all = [], ts }, { names, act, channel }) {
  if (all.length === 0) return null;
  const pill = ({ name, users }) => {
    const isMine = users.includes(names.me);
    const title = `${users.map(names.full).join(', ')} reacted with :${name}:`;
    const toggle = () => act(isMine ? 'unreact' : 'react', { channel, ts, name });
    return el('button', { class: isMine ? 'pill on' : 'pill', title, onclick: toggle }, icon(name), ' ', String(users.length));
  };
  return el('div', { class: 'pills' }, all.map(pill));
}

function replies(message, { opens, names }) {
  if (!message.reply_count || !opens) return null;
  const faces = message.reply_users.slice(0, 4).map((user) => el('img', { src: `/face/${user}.svg`, alt: names.full(user) }));
  return el(
    'button',
    { class: 'replies', onclick: () => opens(message.ts) },
    faces,
    `${message.reply_count} ${message.reply_count === 1 ? 'reply' : 'replies'}`,
  );
}

function tools(message, { act, channel, opens, names }) {
  if (message.isMine) return null;
  const { ts } = message;
  return el(
    'div',
    { class: 'tools' },
    quick.map((name) =>
      el(
        'button',
        { title: `React with :${name}:`, 'aria-label': `React with ${name}`, onclick: () => act('react', { channel, ts, name }) },
        icon(name),
      ),
    ),
    opens &&
      el(
        'button',
        { title: 'Reply in thread', 'aria-label': 'Reply in thread', onclick: () => opens(message.thread_ts ?? ts) },
        icon('speech_balloon'),
      ),
    names
      .shortcuts('message')
      .map(({ name, callback_id }) =>
        el('button', { class: 'shortcut', onclick: () => act('shortcut', { channel, ts, name: callback_id }) }, name),
      ),
  );
}

import { el } from './element.mjs';
import { icon } from './icons.mjs';
import { others, ordered, titleOf } from './names.mjs';

/** Channels, conversations and apps, and who one is. */
export function sidebar(state, to) {
  const { at, goes, act, names } = to;
  const rooms = ordered(state.channels.filter(({ kind }) => kind === 'channel'));
  const item = (channel) => place(channel, to);
  const opensHome = () => {
    goes({ tab: 'home', thread: null, side: false });
    void act('home', {});
  };
  const picture = el('span', { class: 'mark' }, el('img', { src: `/face/${state.bot.user}.svg`, alt: '' }));
  const app = el('button', { class: at.tab === 'home' ? 'place here' : 'place', onclick: opensHome }, picture, names.full(state.bot.user));
  const globals = names
    .shortcuts('global')
    .map(({ name, callback_id }) =>
      el(
        'button',
        { class: 'place', onclick: () => act('global', { name: callback_id }) },
        el('span', { class: 'mark' }, icon('zap')),
        name,
      ),
    );
  const old = rooms.filter(({ is_archived }) => is_archived);
  return el(
    'nav',
    { class: at.side ? 'side open' : 'side', 'aria-label': 'Workspace' },
    el('h1', {}, state.team.name),
    el(
      'div',
      { class: 'places', 'data-keep': 'places' },
      section('Channels', rooms.filter(({ is_archived }) => !is_archived).map(item)),
      section('Direct messages', state.channels.filter(({ kind }) => kind !== 'channel').map(item)),
      section('Apps', [app, ...globals]),
      section('Archived', old.map(item)),
    ),
    who(state, to),
  );
}

function section(title, items) {
  return items.length > 0 && [el('h2', {}, title), items];
}

function place(channel, { channel: here, at, goes, names }) {
  const mark =
    channel.kind === 'channel'
      ? channel.is_private
        ? icon('lock')
        : '#'
      : el('img', { src: `/face/${others(channel, names.me)[0]}.svg`, alt: '' });
  const isHere = channel.id === here?.id && at.tab !== 'home';
  const classes = ['place', isHere && 'here', channel.is_archived && 'old'].filter(Boolean).join(' ');
  const opens = () => goes({ channel: channel.id, thread: null, tab: 'messages', side: false });
  return el(
    'button',
    { class: classes, 'aria-current': isHere && 'page', onclick: opens },
    el('span', { class: 'mark' }, mark),
    el('span', { class: 'named' }, titleOf(channel, names)),
  );
}

function who(state, { goes, names, isLook }) {
  const people = state.users.filter(({ isBot, deleted }) => !isBot && !deleted);
  const options = people.map(({ id, realName }) => el('option', { value: id, selected: id === state.me }, realName));
  const pick = el(
    'select',
    { class: 'me', 'aria-label': 'Who you are', onchange: ({ target }) => goes({ user: target.value, thread: null }) },
    options,
  );
  return el(
    'div',
    { class: 'you' },
    el('img', { src: `/face/${state.me}.svg`, alt: '' }),
    isLook ? el('span', {}, names.full(state.me)) : pick,
  );
}

import { el } from './element.mjs';

/** Where one writes, with the menu of the app beneath. */
export function composer(state, chat, { act, isLook, names }) {
  const menu = chat.kind === 'app' && state.menu ? menuOf(state.menu, act) : null;
  if (isLook) return menu;
  const sends = () => {
    const text = box.value;
    if (text.trim() === '') return;
    box.value = '';
    void act('say', { chat: chat.id, text });
  };
  const keys = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sends();
  };
  const label = `发给${names.title(chat)}`;
  const box = el('textarea', { 'data-keep': `box ${chat.id}`, rows: 1, placeholder: label, 'aria-label': label, onkeydown: keys });
  const mentions = () => {
    box.value = `@${state.bot} ${box.value}`;
    box.focus();
  };
  const at =
    chat.kind === 'group' && chat.hasBot && el('button', { class: 'quiet', onclick: mentions, 'aria-label': `@${state.bot}` }, '@机器人');
  return [el('div', { class: 'composer' }, at, box, el('button', { class: 'primary', onclick: sends }, '发送')), menu];
}

function menuOf({ button: list }, act) {
  const item = ({ name, sub_button: inside = [], key, url }) =>
    inside.length === 0
      ? el('button', { onclick: () => act('menu', { name: key ?? url ?? name }) }, name)
      : el(
          'details',
          { 'data-keep': `menu ${name}` },
          el('summary', {}, '≡ ', name),
          el(
            'div',
            {},
            inside.map((each) => item(each)),
          ),
        );
  return el('div', { class: 'menu', role: 'group', 'aria-label': '应用菜单' }, list.map(item));
}

/** Where the callback is told, and what is connected. */
export function setting(state, { act, goes }) {
  const input = el('input', {
    'data-keep': 'callback',
    id: 'callback',
    type: 'url',
    value: state.callback ?? '',
    placeholder: 'http://127.0.0.1:8080/im/wecom/callback',
  });
  const key = (name) => el('input', { 'data-keep': name, id: name, placeholder: '留空则用原来的' });
  const [token, aesKey] = [key('token'), key('encodingAesKey')];
  const saves = async (event) => {
    event.preventDefault();
    const { wrong } = await act('callback', {
      text: [input, token, aesKey]
        .map(({ value }) => value.trim())
        .join(' ')
        .trim(),
    });
    if (!wrong) goes({ set: false });
  };
  return el(
    'form',
    { class: 'setting', onsubmit: saves },
    el('h3', {}, '接收消息服务器'),
    el('label', { for: 'callback' }, '回调地址'),
    input,
    el('label', { for: 'token' }, 'Token'),
    token,
    el('label', { for: 'encodingAesKey' }, 'EncodingAESKey'),
    aesKey,
    el('p', {}, state.callback ? `现在送到 ${state.callback}` : '现在没有地址：应用听不到任何事'),
    el('p', {}, state.isBotHere ? '机器人的长连接：已连上' : '机器人的长连接：没有人连上'),
    el('button', { class: 'primary' }, '验证并保存'),
  );
}

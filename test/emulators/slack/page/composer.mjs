import { el } from './element.mjs';
import { titleOf } from './names.mjs';

/** Where one writes: a message, or a command that begins with a slash. */
export function composer(channel, { names, act, users, thread }) {
  const sends = () => {
    const text = box.value.replaceAll(/@([\w.-]+)/gu, (whole, name) => {
      const user = users.find((each) => each.name === name);
      return user ? `<@${user.id}>` : whole;
    });
    if (text.trim() === '') return;
    box.value = '';
    void act('say', { channel: channel.id, text, thread });
  };
  const keys = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sends();
  };
  const label = thread ? 'Reply…' : `Message ${titleOf(channel, names)}`;
  const box = el('textarea', {
    'data-keep': `box ${channel.id} ${thread ?? ''}`,
    rows: 1,
    placeholder: label,
    title: '/ for a command, @name to mention',
    'aria-label': label,
    onkeydown: keys,
  });
  return el('div', { class: 'composer' }, box, el('button', { class: 'button primary', onclick: sends }, 'Send'));
}

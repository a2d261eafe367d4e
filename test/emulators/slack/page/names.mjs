import { withIcons } from './icons.mjs';

export const others = (channel, me) => channel.members.filter((id) => id !== me);
export const titleOf = (channel, names) =>
  channel.kind === 'channel' ? channel.name : others(channel, names.me).map(names.full).join(', ') || 'You';
export const ordered = (channels) => channels.toSorted((a, b) => a.name.localeCompare(b.name));

/** What ids are called, for one user. */
export function namesOf(state) {
  const user = (id) => state.users.find((each) => each.id === id);
  const people = () =>
    state.users.filter(({ deleted, isBot }) => !deleted && !isBot).map(({ id, realName }) => ({ value: id, text: realName }));
  const rooms = () =>
    state.channels
      .filter(({ kind, is_archived: old }) => kind === 'channel' && !old)
      .map(({ id, name }) => ({ value: id, text: `#${name}` }));
  return {
    me: state.me,
    user: (id) => user(id)?.name ?? id,
    full: (id) => user(id)?.realName ?? id,
    isBot: (id) => user(id)?.isBot ?? false,
    channel: (id) => state.channels.find((each) => each.id === id)?.name ?? id,
    group: (id) => state.usergroups.find((each) => each.id === id)?.handle ?? id,
    emoji: withIcons,
    pool: (type) => (type.includes('users_select') ? people() : /channels_select|conversations_select/u.test(type) ? rooms() : null),
    shortcuts: (type) => (state.shortcuts ?? []).filter((each) => each.type === type),
  };
}

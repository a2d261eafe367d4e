import { channelJson } from './as-json.ts';
import { notice } from './messages.ts';
import type { Channel } from './records.ts';
import type { Workspace } from './workspace.ts';

/** Answers whether somebody came in. */
export function join(w: Workspace, channel: Channel, { user, inviter }: { user: string; inviter?: string }): boolean {
  if (channel.members.has(user)) return false;
  channel.members.add(user);
  notice(w, channel, { subtype: 'channel_join', user, text: `<@${user}> has joined the channel` });
  const by = inviter === undefined ? {} : { inviter };
  w.tell({ type: 'member_joined_channel', user, ...place(w, channel), ...by, event_ts: w.ids.ts() }, channel);
  return true;
}

export function leave(w: Workspace, channel: Channel, user: string): boolean {
  if (!channel.members.has(user)) return false;
  notice(w, channel, { subtype: 'channel_leave', user, text: `<@${user}> has left the channel` });
  w.tell({ type: 'member_left_channel', user, ...place(w, channel), event_ts: w.ids.ts() }, channel);
  if (user === w.bot.user)
    w.tell({ type: channel.is_private ? 'group_left' : 'channel_left', channel: channel.id, event_ts: w.ids.ts() }, channel);
  channel.members.delete(user);
  w.changed();
  return true;
}

function place(w: Workspace, channel: Channel): object {
  return { channel: channel.id, channel_type: channel.is_private ? 'G' : 'C', team: w.team.id };
}

export function archive(w: Workspace, channel: Channel, { user, on }: { user: string; on: boolean }): void {
  const kind = channel.is_private ? 'group' : 'channel';
  if (on) notice(w, channel, { subtype: `${kind}_archive`, user, text: `<@${user}> archived the channel` });
  channel.is_archived = on;
  if (!on) notice(w, channel, { subtype: `${kind}_unarchive`, user, text: `<@${user}> un-archived the channel` });
  w.tell({ type: `${kind}_${on ? 'archive' : 'unarchive'}`, channel: channel.id, user, is_moved: 0, event_ts: w.ids.ts() }, channel);
  if (on && w.habits.archiveEmpties) channel.members.delete(user);
  w.changed();
}

export function rename(w: Workspace, channel: Channel, { user, name }: { user: string; name: string }): void {
  const old = channel.name;
  channel.name = name;
  notice(w, channel, { subtype: 'channel_name', user, text: `<@${user}> has renamed the channel from "${old}" to "${name}"` });
  const renamed = { id: channel.id, name, created: channel.created };
  w.tell({ type: channel.is_private ? 'group_rename' : 'channel_rename', channel: renamed, event_ts: w.ids.ts() }, channel);
}

export function describe(
  w: Workspace,
  channel: Channel,
  { user, what, text }: { user: string; what: 'topic' | 'purpose'; text: string },
): void {
  channel[what] = text;
  notice(w, channel, { subtype: `channel_${what}`, user, text: `<@${user}> set the channel ${what}: ${text}` });
}

export function created(w: Workspace, channel: Channel): void {
  notice(w, channel, { subtype: 'channel_join', user: channel.creator, text: `<@${channel.creator}> has joined the channel` });
  if (!channel.is_private) w.tell({ type: 'channel_created', channel: channelJson(w, channel), event_ts: w.ids.ts() }, channel);
}

import { channelType, messageJson } from './as-json.ts';
import { isBotMentioned } from './mentions.ts';
import type { Channel, Json, Message } from './records.ts';
import type { Workspace } from './workspace.ts';

export type Draft = Partial<Omit<Message, 'ts' | 'channel'>>;

/** Says something in a channel, and tells of it. */
export function post(w: Workspace, channel: Channel, draft: Draft): Message {
  const message: Message = { text: '', reactions: [], files: [], ...withBlockIds(w, draft), ts: w.ids.ts(), channel: channel.id };
  channel.messages.push(message);
  for (const file of message.files) file.channels.add(channel.id);
  w.changed();
  if (message.ephemeralTo !== undefined) return message;
  const event = { ...messageJson(w, message), channel: channel.id, event_ts: message.ts, channel_type: channelType(channel) };
  w.tell(message.files.length > 0 && message.bot === undefined ? { ...event, subtype: 'file_share' } : event, channel);
  if (isBotMentioned(w, message)) w.tell({ ...event, type: 'app_mention', channel_type: undefined }, channel);
  for (const file of message.files) {
    const shared = { file_id: file.id, file: { id: file.id }, user_id: file.user, channel_id: channel.id };
    w.tell({ type: 'file_shared', ...shared, event_ts: message.ts }, channel);
  }
  return message;
}

/** A line that Slack itself writes, such as "ana has joined the channel". */
export function notice(w: Workspace, channel: Channel, line: { subtype: string; user: string; text: string }): void {
  post(w, channel, line);
}

/** Changes what stands there; `by` null leaves no "(edited)". */
export function edit(w: Workspace, channel: Channel, change: { message: Message; to: Draft; by: string | null }): void {
  const { message, to, by } = change;
  const before = messageJson(w, message);
  Object.assign(message, withBlockIds(w, to), by === null ? {} : { edited: { user: by, ts: w.ids.ts() } });
  if (message.blocks?.length === 0) delete message.blocks;
  w.changed();
  if (message.ephemeralTo !== undefined) return;
  tellHidden(w, channel, { subtype: 'message_changed', message: messageJson(w, message), previous_message: before });
}

export function remove(w: Workspace, channel: Channel, message: Message): void {
  channel.messages.splice(channel.messages.indexOf(message), 1);
  if (channel.pins.includes(message.ts)) channel.pins.splice(channel.pins.indexOf(message.ts), 1);
  w.changed();
  if (message.ephemeralTo !== undefined) return;
  tellHidden(w, channel, { subtype: 'message_deleted', deleted_ts: message.ts, previous_message: messageJson(w, message) });
}

function tellHidden(w: Workspace, channel: Channel, what: Json): void {
  const ts = w.ids.ts();
  w.tell({ type: 'message', ...what, channel: channel.id, hidden: true, ts, event_ts: ts, channel_type: channelType(channel) }, channel);
}

/** Answers whether something changed. */
export function react(w: Workspace, message: Message, { user, name, on }: { user: string; name: string; on: boolean }): boolean {
  const channel = w.channels.find(({ id }) => id === message.channel)!;
  const reaction = message.reactions.find((each) => each.name === name);
  if (on === (reaction?.users.includes(user) ?? false)) return false;
  if (!on) reaction!.users.splice(reaction!.users.indexOf(user), 1);
  else if (reaction) reaction.users.push(user);
  else message.reactions.push({ name, users: [user] });
  if (reaction?.users.length === 0) message.reactions.splice(message.reactions.indexOf(reaction), 1);
  w.changed();
  const item = { type: 'message', channel: message.channel, ts: message.ts };
  const about = { user, reaction: name, item, item_user: message.user, event_ts: w.ids.ts() };
  w.tell({ type: on ? 'reaction_added' : 'reaction_removed', ...about }, channel);
  return true;
}

function withBlockIds(w: Workspace, draft: Draft): Draft {
  if (!draft.blocks) return draft;
  return { ...draft, blocks: draft.blocks.map((block) => ({ ...block, block_id: block['block_id'] ?? w.ids.next('b').slice(-5) })) };
}

import { messageJson } from '../as-json.ts';
import { edit, post, remove } from '../messages.ts';
import { refuse, type Channel, type Message } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import { contentOf } from './content.ts';
import type { Call, Methods } from './method.ts';

export const chatMethods: Methods = {
  'chat.postMessage': {
    tier: 'message',
    scopes: ['chat:write'],
    run(call) {
      const { w, args } = call;
      const channel = whereToPost(call);
      const content = contentOf(call);
      const thread = threadOf(w, channel, args.text('thread_ts'));
      const author = content.subtype === undefined ? { user: w.bot.user, bot: w.bot.bot_id } : { bot: w.bot.bot_id };
      const broadcast = thread && args.flag('reply_broadcast') ? { broadcast: true } : {};
      const message = post(w, channel, { ...content, ...author, ...thread, ...broadcast });
      return { channel: channel.id, ts: message.ts, message: messageJson(w, message), ...warning(message) };
    },
  },
  'chat.update': {
    tier: 3,
    scopes: ['chat:write'],
    run(call) {
      const { w, args } = call;
      const channel = w.channelWithBot(args.need('channel'));
      const message = ownMessage(w, channel, { ts: args.need('ts'), otherwise: 'cant_update_message' });
      if (typeof message.streaming === 'number') refuse('streaming_state_conflict');
      // Slack cuts a long text when it is posted, but refuses it in a change.
      if (args.text('text').length > 4_000) refuse('msg_too_long');
      const to = contentOf(call);
      // A text alone takes the place of blocks.
      edit(w, channel, { message, to: to.text === undefined ? to : { blocks: [], ...to }, by: w.bot.user });
      return { channel: channel.id, ts: message.ts, text: message.text, message: messageJson(w, message) };
    },
  },
  'chat.postEphemeral': {
    tier: 4,
    scopes: ['chat:write'],
    run(call) {
      const { w, args } = call;
      const channel = w.channelWithBot(args.need('channel'));
      const user = args.need('user');
      if (!channel.members.has(user)) refuse('user_not_in_channel');
      const thread = threadOf(w, channel, args.text('thread_ts'));
      const { ts } = post(w, channel, { ...contentOf(call), user: w.bot.user, bot: w.bot.bot_id, ...thread, ephemeralTo: user });
      return { message_ts: ts };
    },
  },
  'chat.delete': {
    tier: 3,
    scopes: ['chat:write'],
    run({ w, args }) {
      const channel = w.channelWithBot(args.need('channel'));
      const ts = args.need('ts');
      remove(w, channel, ownMessage(w, channel, { ts, otherwise: 'cant_delete_message' }));
      return { channel: channel.id, ts };
    },
  },
  'chat.getPermalink': {
    tier: 4,
    scopes: [],
    run({ w, args }) {
      const channel = w.channelForBot(args.need('channel'));
      const message = w.message(channel, args.need('message_ts')) ?? refuse('message_not_found');
      const thread = message.thread_ts === undefined ? '' : `?thread_ts=${message.thread_ts}&cid=${channel.id}`;
      const permalink = `https://${w.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
      return { channel: channel.id, permalink };
    },
  },
};

/** The channel, or the direct conversation with a user whose id is given. Public ones need no membership with chat:write.public. */
function whereToPost({ w, args, has }: Call): Channel {
  const to = args.need('channel');
  const user = w.users.get(to);
  if (user) return user.deleted ? refuse('user_disabled') : w.direct(w.bot.user, user.id);
  const channel = w.channelForBot(to.startsWith('#') ? (w.channelNamed(to)?.id ?? to) : to);
  if (channel.is_archived) refuse('is_archived');
  if (channel.members.has(w.bot.user)) return channel;
  return has('chat:write.public') && !channel.is_private ? channel : refuse('not_in_channel');
}

/** @throws {Refusal} thread_not_found, cannot_reply_to_message. */
export function threadOf(w: Workspace, channel: Channel, thread: string): { thread_ts?: string } {
  if (thread === '') return {};
  const root = w.message(channel, thread) ?? (w.assistantThreads.some(({ ts }) => ts === thread) ? null : refuse('thread_not_found'));
  if (root?.subtype !== undefined && root.bot === undefined) refuse('cannot_reply_to_message');
  return { thread_ts: root?.thread_ts ?? thread };
}

/** @throws {Refusal} message_not_found, or `otherwise` where somebody else wrote it. */
export function ownMessage(w: Workspace, channel: Channel, { ts, otherwise }: { ts: string; otherwise: string }): Message {
  const message = w.message(channel, ts) ?? refuse('message_not_found');
  return message.bot === w.bot.bot_id ? message : refuse(otherwise);
}

function warning(message: Message): object {
  return message.text === ''
    ? { warning: 'missing_text_in_message', response_metadata: { warnings: ['missing_text_in_message'] } }
    : message.text.length === 40_000
      ? { response_metadata: { warnings: ['message_truncated'] } }
      : {};
}

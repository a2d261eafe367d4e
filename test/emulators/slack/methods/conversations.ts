import { channelJson, messageJson } from '../as-json.ts';
import { created, archive, describe, join, leave, rename } from '../membership.ts';
import { refuse, type Channel, type Json, type Message } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import { byKind, page, toManage, type Call, type Methods } from './method.ts';

export const conversationMethods: Methods = {
  'conversations.create': {
    tier: 2,
    scopes: (args) => [args.flag('is_private') ? 'groups:write' : 'channels:manage'],
    run(call) {
      const { w, args } = call;
      const name = freeName(call, args.need('name', 'invalid_name_required'));
      const given = { kind: 'channel', name, is_private: args.flag('is_private'), creator: w.bot.user } as const;
      const channel = w.addChannel({ ...given, members: new Set([w.bot.user]) });
      created(w, channel);
      return { channel: channelJson(w, channel) };
    },
  },
  'conversations.rename': {
    tier: 2,
    scopes: toManage(),
    run(call) {
      const { w, args } = call;
      const channel = w.channelWithBot(args.need('channel'));
      if (channel.creator !== w.bot.user) refuse('not_authorized');
      rename(w, channel, { user: w.bot.user, name: freeName(call, args.need('name', 'invalid_name_required'), channel) });
      return { channel: channelJson(w, channel) };
    },
  },
  'conversations.setTopic': { tier: 2, scopes: toManage('write.topic'), run: (call) => described(call, 'topic') },
  'conversations.setPurpose': { tier: 2, scopes: toManage('write.topic'), run: (call) => described(call, 'purpose') },
  'conversations.archive': {
    tier: 2,
    scopes: toManage(),
    run({ w, args }) {
      const channel = w.channelForBot(args.need('channel'));
      if (channel.is_archived) refuse('already_archived');
      if (channel.name === 'general') refuse('cant_archive_general');
      if (channel.kind !== 'channel') refuse('method_not_supported_for_channel_type');
      if (!channel.members.has(w.bot.user)) refuse('not_in_channel');
      archive(w, channel, { user: w.bot.user, on: true });
      return undefined;
    },
  },
  'conversations.unarchive': {
    tier: 2,
    scopes: toManage(),
    run({ w, args }) {
      const channel = w.channelForBot(args.need('channel'));
      if (!channel.is_archived) refuse('not_archived');
      if (!channel.members.has(w.bot.user)) refuse('not_in_channel');
      archive(w, channel, { user: w.bot.user, on: false });
      return undefined;
    },
  },
  'conversations.join': {
    tier: 3,
    scopes: ['channels:join'],
    run({ w, args }) {
      const channel = w.channelForBot(args.need('channel'));
      if (channel.is_archived) refuse('is_archived');
      if (channel.is_private) refuse('method_not_supported_for_channel_type');
      const isNew = join(w, channel, { user: w.bot.user });
      const already = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } };
      return { channel: channelJson(w, channel), ...(isNew ? {} : already) };
    },
  },
  'conversations.leave': {
    tier: 3,
    scopes: toManage(),
    run({ w, args }) {
      const channel = w.channelForBot(args.need('channel'));
      return leave(w, channel, w.bot.user) ? undefined : { not_in_channel: true };
    },
  },
  'conversations.info': {
    tier: 3,
    scopes: byKind('read'),
    run({ w, args }) {
      const channel = w.channelForBot(args.need('channel'));
      const { num_members, ...rest } = channelJson(w, channel);
      return { channel: args.flag('include_num_members') ? { ...rest, num_members } : rest };
    },
  },
  'conversations.open': {
    tier: 3,
    scopes: (args) => [args.list('users').length > 1 ? 'mpim:write' : 'im:write'],
    run: opened,
  },
  'conversations.members': {
    tier: 4,
    scopes: byKind('read'),
    run({ w, args }) {
      const { items, ...rest } = page(args, [...w.channelForBot(args.need('channel')).members]);
      return { members: items, ...rest };
    },
  },
  'conversations.history': {
    tier: 3,
    scopes: byKind('history'),
    run(call) {
      const channel = readable(call);
      const said = channel.messages.filter((m) => m.thread_ts === undefined || m.broadcast);
      return messagesPage(call, said.toReversed());
    },
  },
  'conversations.replies': {
    tier: 3,
    scopes: byKind('history'),
    run(call) {
      const channel = readable(call);
      const ts = call.args.need('ts');
      const root = call.w.message(channel, ts)?.thread_ts ?? ts;
      const thread = channel.messages.filter((m) => m.ts === root || m.thread_ts === root);
      return thread.length === 0 ? refuse('thread_not_found') : messagesPage(call, thread);
    },
  },
  'conversations.list': {
    tier: 2,
    scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
    run: ({ w, args }) =>
      listed(w, args.list('types'), { args, channels: w.channels.filter((c) => !c.is_private || c.members.has(w.bot.user)) }),
  },
  'users.conversations': {
    tier: 3,
    scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
    run({ w, args }) {
      const user = args.text('user') || w.bot.user;
      const channels = w.channels.filter((c) => c.members.has(user) && (!c.is_private || c.members.has(w.bot.user)));
      return listed(w, args.list('types'), { args, channels });
    },
  },
};

const lengthOf = (text: string): number => Array.from(text).length;

/** A name that a channel may have: letters and digits of any script without capitals, `-` and `_`, at most 80.
 *  @throws {Refusal} invalid_name_maxlength, invalid_name_punctuation, invalid_name_specials, name_taken. */
function freeName({ w, number }: Call, name: string, self?: Channel): string {
  if (lengthOf(name) > 80) refuse('invalid_name_maxlength');
  if (/^[-_]+$/u.test(name)) refuse('invalid_name_punctuation');
  if (!/^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}_-]+$/u.test(name)) refuse('invalid_name_specials');
  const isTaken = w.channels.some((c) => {
    const isTwin = w.habits.twinNames && c.bornAt >= number;
    return c !== self && c.kind === 'channel' && c.name === name && !isTwin;
  });
  return isTaken ? refuse('name_taken') : name;
}

function described({ w, args }: Call, what: 'topic' | 'purpose'): Json {
  const channel = w.channelWithBot(args.need('channel'));
  const text = args.text(what);
  if (lengthOf(text) > 250) refuse('too_long');
  if (text !== channel[what]) describe(w, channel, { user: w.bot.user, what, text });
  return { channel: channelJson(w, channel), [what]: text };
}

function opened({ w, args }: Call): Json {
  const existing = args.text('channel');
  const users = args.list('users');
  if (existing === '' && users.length === 0) refuse('users_list_not_supplied');
  if (users.length > 8) refuse('too_many_users');
  const people = users.map((id) => w.users.get(id) ?? refuse('user_not_found'));
  if (people.some(({ deleted }) => deleted)) refuse('user_disabled');
  const count = w.channels.length;
  const channel = existing === '' ? w.direct(w.bot.user, ...users) : w.channelForBot(existing);
  const already = w.channels.length === count ? { no_op: true, already_open: true } : {};
  return { ...already, channel: args.flag('return_im') ? channelJson(w, channel) : { id: channel.id } };
}

/** @throws {Refusal} channel_not_found, not_in_channel. */
function readable({ w, args }: Call): Channel {
  const channel = w.channelForBot(args.need('channel'));
  return channel.members.has(w.bot.user) ? channel : refuse('not_in_channel');
}

function messagesPage({ w, args }: Call, all: readonly Message[]): Json {
  const [oldest, latest] = [args.text('oldest') || '0', args.text('latest') || '9999999999'];
  const within = ({ ts }: Message): boolean =>
    args.flag('inclusive')
      ? Number(ts) >= Number(oldest) && Number(ts) <= Number(latest)
      : Number(ts) > Number(oldest) && Number(ts) < Number(latest);
  const { items, response_metadata } = page(
    args,
    all.filter((m) => m.ephemeralTo === undefined && within(m)),
  );
  const withMetadata = args.flag('include_all_metadata');
  const messages = items.map((m) => ({ ...messageJson(w, m), ...(withMetadata ? {} : { metadata: undefined }) }));
  return { messages, has_more: response_metadata.next_cursor !== '', pin_count: 0, response_metadata };
}

function listed(w: Workspace, types: readonly string[], { args, channels }: { args: Call['args']; channels: readonly Channel[] }): Json {
  const wanted = types.length === 0 ? ['public_channel'] : types;
  const kind = (c: Channel): string => (c.kind === 'channel' ? (c.is_private ? 'private_channel' : 'public_channel') : c.kind);
  const shown = channels.filter((c) => wanted.includes(kind(c)) && !(args.flag('exclude_archived') && c.is_archived));
  const { items, ...rest } = page(args, shown);
  return { channels: items.map((c) => channelJson(w, c)), ...rest };
}

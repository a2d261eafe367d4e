import { messageJson } from '../as-json.ts';
import { react } from '../messages.ts';
import { refuse, type Bookmark, type Channel, type Json, type Message } from '../records.ts';
import type { Call, Methods } from './method.ts';

/** Pins, bookmarks and reactions. */
export const markMethods: Methods = {
  'pins.add': {
    tier: 2,
    scopes: ['pins:write'],
    run(call) {
      const { channel, message } = marked(call);
      if (message.subtype !== undefined && message.bot === undefined) refuse('not_pinnable');
      if (channel.pins.includes(message.ts)) refuse('already_pinned');
      if (channel.pins.length >= 100) refuse('too_many_pins');
      channel.pins.push(message.ts);
      call.w.changed();
      tellOfPin(call, channel, { type: 'pin_added', message });
      return undefined;
    },
  },
  'pins.remove': {
    tier: 2,
    scopes: ['pins:write'],
    run(call) {
      const { channel, message } = marked(call);
      if (!channel.pins.includes(message.ts)) refuse('no_pin');
      channel.pins.splice(channel.pins.indexOf(message.ts), 1);
      call.w.changed();
      tellOfPin(call, channel, { type: 'pin_removed', message });
      return undefined;
    },
  },
  'pins.list': {
    tier: 2,
    scopes: ['pins:read'],
    run({ w, args }) {
      const channel = w.channelForBot(args.need('channel'));
      const pinned = channel.messages.filter(({ ts }) => channel.pins.includes(ts));
      return { items: pinned.map((m) => ({ type: 'message', channel: channel.id, created: w.seconds, message: messageJson(w, m) })) };
    },
  },
  'bookmarks.add': {
    tier: 2,
    scopes: ['bookmarks:write'],
    run({ w, args }) {
      const channel = w.channelWithBot(args.need('channel_id'));
      if (channel.bookmarks.length >= 100) refuse('too_many_bookmarks');
      if (args.need('type') !== 'link') refuse('invalid_bookmark_type');
      const bookmark: Bookmark = {
        id: w.ids.next('Bk'),
        channel_id: channel.id,
        type: 'link',
        title: args.need('title'),
        link: linkOf(args.text('link')),
        emoji: emojiOf(args.text('emoji')),
        rank: String(channel.bookmarks.length),
        date_created: w.seconds,
      };
      channel.bookmarks.push(bookmark);
      w.changed();
      return { bookmark: bookmarkJson(w.bot, bookmark) };
    },
  },
  'bookmarks.edit': {
    tier: 2,
    scopes: ['bookmarks:write'],
    run({ w, args }) {
      const bookmark = bookmarkOf(w.channelWithBot(args.need('channel_id')), args.need('bookmark_id'));
      if (args.has('title')) bookmark.title = args.text('title');
      if (args.has('link')) bookmark.link = linkOf(args.text('link'));
      if (args.has('emoji')) bookmark.emoji = emojiOf(args.text('emoji'));
      w.changed();
      return { bookmark: bookmarkJson(w.bot, bookmark) };
    },
  },
  'bookmarks.remove': {
    tier: 2,
    scopes: ['bookmarks:write'],
    run({ w, args }) {
      const { bookmarks } = w.channelWithBot(args.need('channel_id'));
      const at = bookmarks.findIndex(({ id }) => id === args.need('bookmark_id'));
      if (at < 0) refuse('not_found');
      bookmarks.splice(at, 1);
      w.changed();
      return undefined;
    },
  },
  'bookmarks.list': {
    tier: 3,
    scopes: ['bookmarks:read'],
    run: ({ w, args }) => ({ bookmarks: w.channelForBot(args.need('channel_id')).bookmarks.map((b) => bookmarkJson(w.bot, b)) }),
  },
  'reactions.add': {
    tier: 3,
    scopes: ['reactions:write'],
    run: (call) => (reacted(call, true) ? undefined : refuse('already_reacted')),
  },
  'reactions.remove': {
    tier: 2,
    scopes: ['reactions:write'],
    run: (call) => (reacted(call, false) ? undefined : refuse('no_reaction')),
  },
  'reactions.get': {
    tier: 3,
    scopes: ['reactions:read'],
    run(call) {
      const { channel, message } = marked(call);
      return { type: 'message', channel: channel.id, message: messageJson(call.w, message) };
    },
  },
};

function marked({ w, args }: Call): { channel: Channel; message: Message } {
  const channel = w.channelWithBot(args.need('channel'));
  const ts = args.need('timestamp', 'no_item_specified');
  if (!/^\d{10}\.\d{6}$/u.test(ts)) refuse('bad_timestamp');
  return { channel, message: w.message(channel, ts) ?? refuse('message_not_found') };
}

function tellOfPin({ w }: Call, channel: Channel, { type, message }: { type: string; message: Message }): void {
  const item = { type: 'message', channel: channel.id, created: w.seconds, created_by: w.bot.user, message: messageJson(w, message) };
  w.tell({ type, user: w.bot.user, channel_id: channel.id, item, event_ts: w.ids.ts() }, channel);
}

function reacted(call: Call, on: boolean): boolean {
  const { w, args } = call;
  const name = args.need('name').replaceAll(':', '');
  if (!/^[\p{Ll}\p{Lo}\d_+'-]+$/u.test(name)) refuse('invalid_name');
  const { message } = marked(call);
  if (on && message.reactions.length >= 23 && !message.reactions.some((r) => r.name === name)) refuse('too_many_emoji');
  return react(w, message, { user: w.bot.user, name, on });
}

function linkOf(link: string): string {
  return /^https?:\/\/\S+$/u.test(link) ? link : refuse('invalid_link');
}

function emojiOf(emoji: string): string {
  return emoji === '' || /^:[\w+-]+:$/u.test(emoji) ? emoji : refuse('invalid_emoji');
}

function bookmarkOf(channel: Channel, id: string): Bookmark {
  return channel.bookmarks.find((b) => b.id === id) ?? refuse('not_found');
}

function bookmarkJson(bot: { user: string; app_id: string }, bookmark: Bookmark): Json {
  return { ...bookmark, icon_url: '', entity_id: null, date_updated: 0, last_updated_by_user_id: bot.user, app_id: bot.app_id };
}

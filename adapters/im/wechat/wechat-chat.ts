import type { WechatChat } from '../../../domain/chat/guest-chats.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { Leases } from '../../../ports/chat-memory.ts';
import { OutsideError } from '../../../ports/errors.ts';
import type { Invite } from '../../../ports/guest.ts';
import type { Im } from '../../../ports/im.ts';
import type { WechatTold } from './calls.ts';
import { WechatEars } from './ears.ts';
import { Poster } from './post.ts';
import { WechatRooms } from './rooms.ts';
import { Speaking, type SpeakingParts } from './speaking.ts';

export interface WechatChatParts extends SpeakingParts {
  readonly spec: WechatChat;
  readonly leases: Leases;
  readonly invite: Invite;
  /** Where files of ours may lie. */
  readonly folder: string;
  readonly lang: () => Lang;
}

/** WeChat through Wechaty, as far as its puppet goes: plain text with numbers. Nothing can be edited, so only news is posted. */
export function wechatChat(parts: WechatChatParts): Im {
  const { name, spec, folder } = parts;
  const { token, options, puppet } = spec;
  const told: WechatTold = {
    name,
    puppet,
    options: { ...options, ...(token === undefined ? {} : { token }) },
    file: `${folder}/wechaty-${name}`,
  };
  const ears = new WechatEars({ ...parts, told });
  const speaking = new Speaking(parts, ears);
  const poster = new Poster(speaking, parts.lang);
  const rooms = new WechatRooms(speaking);
  return {
    id: name,
    numbers: true,
    showsAgain: () => true,
    post: (to, message, how) => poster.post(to, message, how),
    async dm(user) {
      if (await speaking.look('knows', user)) return { conv: `user:${user}` };
      throw new OutsideError('not-found', `${name}: ${user} is not a contact of the account. Let them add it in WeChat.`);
    },
    news: ({ about, card, text }) => (about ? `${about.phase} ${card?.severity ?? ''}` : text),
    rooms: { ensure: (room) => rooms.ensure(room), invite: (room, users) => rooms.invite(room, users) },
    ears,
    check: async () => ears.mustListen(),
  };
}

import { z } from 'zod';
import { BotkitChat, WechatChat } from './guest-chats.ts';
import { SlackChat } from './slack-chat.ts';
import { useridKey, WecomBotChat, WecomChat } from './wecom-chat.ts';

/** A chat platform that Tocsin lives in. Its name is what `chat.<name>` of a person and `platform` of a channel mean. */
export const Chat = z.discriminatedUnion('type', [SlackChat, WecomChat, WecomBotChat, WechatChat, BotkitChat], {
  error: 'is no type of chat; write type: slack, wecom, wecom-aibot, wechat or botkit',
});
export type Chat = z.output<typeof Chat>;
export type ChatOf<T extends Chat['type']> = Extract<Chat, { type: T }>;

/** How its rooms are called; null where it does not say. */
export const roomNameOf = (chat: Chat | null): string | null => (chat && 'roomName' in chat ? chat.roomName : null);

/** The reactions by which a message there becomes part of the timeline. */
export const capturesOf = (chat: Chat | null): readonly string[] => (chat && 'capture' in chat ? chat.capture : []);

/** The platform on which its users have their ids: mostly itself. */
export const usersOf = (name: string, chat: Chat | undefined): string => (chat && 'users' in chat ? chat.users : name);

/** Types of which two ways of writing can be the id of one user: by what they are compared. */
const userKeys: ReadonlyMap<string, (user: string) => string> = new Map<Chat['type'], (user: string) => string>([
  ['wecom', useridKey],
  ['wecom-aibot', useridKey],
]);

/** The id of a user as it is compared with others of that chat; a chat of the environment is called as its type. */
export const userKeyOn = (name: string, chat: Chat | undefined, user: string): string => userKeys.get(chat?.type ?? name)?.(user) ?? user;

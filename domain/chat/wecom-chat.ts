import { z } from 'zod';
import { Mirror } from './mirror.ts';
import { RoomTemplate } from './room-template.ts';
import { WebAddress } from './web-address.ts';

const Secret = z.string().min(1);

/** A userid as it is compared: WeCom takes capitals and small letters for the same. */
export const useridKey = (userid: string): string => userid.toLowerCase();

/** An app of a firm's own in WeCom (企业微信). WeCom calls `/im/<name>/callback`, signs with `token` and encrypts with `encodingAesKey`. Rooms are
 *  group chats of the app, which it can write into and not hear; `owner` is the user they belong to (else the first of their members) and who is in them, but for private ones that are not theirs. `url`
 *  is the API's where it is not WeCom's own. */
export const WecomChat = z.strictObject({
  type: z.literal('wecom'),
  corpId: z.string().regex(/^\S+$/u, 'is not a corp id; it begins with ww (My company, at the bottom of the page)'),
  agentId: z.coerce.string().regex(/^\d{1,10}$/u, 'is not an AgentId; it is a number such as 1000002 (on the page of the app)'),
  secret: Secret,
  token: z
    .string()
    .regex(/^[0-9A-Za-z]{1,32}$/u, 'is not a callback token; it has up to 32 letters and digits (the app, receive messages)'),
  encodingAesKey: z
    .string()
    .regex(/^[0-9A-Za-z+/]{43}$/u, 'is not an EncodingAESKey; it has 43 letters and digits (the app, receive messages)'),
  url: WebAddress.optional(),
  roomName: RoomTemplate(50).default('{number} {title}'),
  owner: z.string().min(1).max(64).optional(),
  mirror: Mirror,
});
export type WecomChat = z.output<typeof WecomChat>;

const isSocketUrl = (text: string): boolean => URL.canParse(text) && /^wss?:/iu.test(text);
/** What comes after a # never leaves a browser, and no socket is opened with it. */
const isWithoutHash = (text: string): boolean => !URL.canParse(text) || new URL(text).hash === '';

/** A WeCom robot that is talked to (智能机器人), over a connection of our own. It cannot make rooms: people invite it into a group of theirs and
 *  tell it which incident the group is for. Its users are those of the chat that `users` names. `url` is where it connects to. */
export const WecomBotChat = z.strictObject({
  type: z.literal('wecom-aibot'),
  botId: Secret,
  secret: Secret,
  users: z.string().min(1).default('wecom'),
  mirror: Mirror,
  url: z
    .string()
    .refine(isSocketUrl, 'is not the address of a socket; write one that begins with wss:// or ws://')
    .refine(isWithoutHash, 'has a #, and no socket can be opened with one; leave out the # and what follows')
    .optional(),
});
export type WecomBotChat = z.output<typeof WecomBotChat>;

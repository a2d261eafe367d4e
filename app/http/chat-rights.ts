import { z } from 'zod';
import type { Caller } from '../../domain/access/caller.ts';
import { seesAll, type Viewer } from '../../domain/access/viewer.ts';
import { meant, mentionsIn } from '../../domain/chat/mention.ts';
import type { Bus } from '../../ports/bus.ts';
import type { ChatMessage, ChatRoom } from '../../ports/chat-history.ts';
import type { Im } from '../../ports/im.ts';
import type { Store } from '../../ports/store.ts';
import type { Capture } from '../chat/capture.ts';
import type { ChatFront } from '../chat/front.ts';
import type { Mirror } from '../chat/mirror.ts';
import { BadRequest } from './body.ts';
import type { Presence } from './presence.ts';
import type { SurfaceParts } from './surface.ts';

export interface ChatParts extends SurfaceParts {
  readonly front: ChatFront;
  readonly capture: Capture;
  readonly mirror: Mirror;
  /** The built-in chat as all others are. */
  readonly web: Im;
  readonly bus: Bus;
  readonly presence: Presence;
}

/** Under what name somebody speaks: a visitor who has not said who they are is a guest. */
export const speakerOf = (viewer: Viewer): string => viewer.person ?? 'guest';

export const say = ({ lang }: Caller, zh: string, en: string): string => (lang === 'zh' ? zh : en);

export function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw new BadRequest(parsed.error.issues.map((i) => `${i.path.join('.') || 'body'}: ${i.message}`).join('; '));
}

/** The room, for those who may read it. What one may not see is not there: 404 for both. */
export async function roomFor(store: Store, id: string, { viewer, lang }: Caller): Promise<ChatRoom> {
  const room = await store.chat.room(id);
  const allowed = room && ((await store.chat.mayRead(id, viewer.person)) || (seesAll(viewer) && room.kind === 'room'));
  if (room && allowed) return room;
  throw new BadRequest(lang === 'zh' ? `没有你能看到的聊天“${id}”。` : `There is no conversation "${id}" that you can see.`, 404);
}

/** What is archived is read and left as it is. */
export function mustBeOpen({ archived }: ChatRoom, caller: Caller): void {
  if (!archived) return;
  throw new BadRequest(
    say(
      caller,
      '聊天已归档，只读。重新打开事件后可继续发言。',
      'This room is archived: it can be read, not written. Reopen its incident to write there.',
    ),
    409,
  );
}

/** The message with its room, for those who may read it. */
export async function messageFor(store: Store, id: string, caller: Caller): Promise<{ message: ChatMessage; room: ChatRoom }> {
  const gone = new BadRequest(say(caller, '这条消息不存在，或你看不到它。', 'There is no such message that you can see.'), 404);
  const message = await store.chat.message(id);
  if (!message) throw gone;
  const room = await roomFor(store, message.room, caller).catch(() => null);
  if (!room) throw gone;
  return { message, room };
}

/** The people a text speaks to, of those who may read it there. */
export async function spokenTo(store: Store, text: string, room: ChatRoom): Promise<string[]> {
  const mentions = mentionsIn(text, store.resources());
  if (mentions.length === 0) return [];
  const inRoom = room.private ? await store.chat.members(room.id) : await store.chat.followers(room.id);
  const people = meant(mentions, store.resources(), inRoom);
  return room.private ? people.filter((p) => inRoom.includes(p)) : people;
}

/** A count or a place in a list; anything else is as if it was not given. */
export function wholeOf(text: string | undefined): number | null {
  const n = Number(text);
  return Number.isSafeInteger(n) && n > 0 ? n : null;
}

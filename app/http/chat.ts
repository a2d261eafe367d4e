import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { messageNote } from '../../adapters/im/web/web-chat.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { ChatMessage, ChatRoom } from '../../ports/chat-history.ts';
import type { Store } from '../../ports/store.ts';
import { BadRequest } from './body.ts';
import { messageActRoutes } from './chat-acts.ts';
import { chatFindRoutes } from './chat-find.ts';
import { messageFor, mustBeOpen, read, roomFor, say, speakerOf, spokenTo, wholeOf, type ChatParts } from './chat-rights.ts';
import { messageView, named, replyView } from './chat-view.ts';
import { fileRoutes } from './files.ts';
import { callerOf } from './surface.ts';

const Words = z.object({
  text: z.string().trim().max(10_000).default(''),
  clientId: z.string().max(100).optional(),
  /** The message that is answered. */
  thread: z.string().min(1).max(500).optional(),
  alsoInRoom: z.boolean().default(false),
  files: z.array(z.string().min(1).max(100)).max(20).default([]),
});
const Said = Words.refine((said) => said.text !== '' || said.files.length > 0, {
  path: ['text'],
  message: 'say something, or send a file',
});
type Said = z.output<typeof Said>;
const Pressed = z.object({ token: z.string().min(1).max(100), clientId: z.string().max(100).optional() });

const mostOfPage = 200;

/** The built-in chat as the console uses it. */
export async function chatRoutes(app: FastifyInstance, parts: ChatParts): Promise<void> {
  roomRoutes(app, parts);
  messageActRoutes(app, parts);
  chatFindRoutes(app, parts);
  // A scope of its own: nowhere else is multipart understood.
  await app.register((scope) => fileRoutes(scope, parts));
  app.post<{ Params: { id: string } }>('/api/v1/chat/rooms/:id/messages', async (request) => {
    const caller = await callerOf(request, parts);
    return spoken(parts, request.params.id, read(Said, request.body), caller);
  });
  app.post('/api/v1/chat/actions', async (request) => {
    const caller = await callerOf(request, parts);
    const { token, clientId } = read(Pressed, request.body);
    return { reply: await parts.front.pressed(token, { ...caller, via: 'chat:web' }, clientId) };
  });
}

interface PageQuery {
  readonly before?: string;
  readonly after?: string;
  readonly around?: string;
  readonly limit?: string;
}

function roomRoutes(app: FastifyInstance, parts: ChatParts): void {
  const { store } = parts;
  app.get('/api/v1/chat/rooms', async (request) => {
    const { person } = (await callerOf(request, parts)).viewer;
    const unread = person === null ? new Map<string, never>() : await store.chat.unread(person);
    const rooms = (await store.chat.rooms(person)).map((r) => {
      const lastAt = new Date(r.lastAt).toISOString();
      return { ...r, lastAt, unread: unread.get(r.id) ?? { messages: 0, mentions: 0 } };
    });
    return { rooms };
  });
  app.get('/api/v1/chat/unread', async (request) => {
    const { person } = (await callerOf(request, parts)).viewer;
    const all = person === null ? [] : [...(await store.chat.unread(person)).values()];
    return { messages: all.reduce((n, u) => n + u.messages, 0), mentions: all.reduce((n, u) => n + u.mentions, 0) };
  });
  app.get<{ Params: { id: string }; Querystring: PageQuery }>('/api/v1/chat/rooms/:id/messages', async (request) => {
    const caller = await callerOf(request, parts);
    const { id } = await roomFor(store, request.params.id, caller);
    const [page, pins, members, followers, readTo] = await Promise.all([
      pageOf(store, id, request.query),
      store.chat.pins(id),
      store.chat.members(id),
      store.chat.followers(id),
      caller.viewer.person === null ? null : store.chat.readMark(id, caller.viewer.person),
    ]);
    const resources = store.resources();
    return {
      ...page,
      messages: page.messages.map((m) => messageView(m, store)),
      members: members.map((p) => named(p, resources)),
      followers: followers.map((p) => ({ ...named(p, resources), isHere: parts.presence.isHere(p) })),
      pins: pins.map((m) => m.id),
      pinned: pins.map((m) => messageView(m, store)),
      readTo,
    };
  });
}

interface Page {
  readonly messages: readonly ChatMessage[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** The newest page, the one before or after a seq, or the one around a message. */
async function pageOf({ chat }: Store, room: string, { before, after, around, limit }: PageQuery): Promise<Page> {
  const most = Math.min(wholeOf(limit) ?? 50, mostOfPage);
  const older = async (seq: number | null, n: number): Promise<Page> => {
    const messages = await chat.messages(room, seq, n + 1);
    return { messages: messages.slice(-n), hasOlder: messages.length > n, hasNewer: seq !== null };
  };
  const newer = async (seq: number, n: number): Promise<Page> => {
    const messages = await chat.messagesAfter(room, seq, n + 1);
    return { messages: messages.slice(0, n), hasOlder: true, hasNewer: messages.length > n };
  };
  const from = wholeOf(after);
  if (from !== null) return newer(from, most);
  const middle = around === undefined ? null : await chat.message(around);
  if (middle?.room !== room) return older(wholeOf(before), most);
  const half = Math.ceil(most / 2);
  const [back, on] = await Promise.all([older(middle.seq + 1, half), newer(middle.seq, half)]);
  return { messages: [...back.messages, ...on.messages], hasOlder: back.hasOlder, hasNewer: on.hasNewer };
}

/** Something was written: a command is answered, talk is posted. */
async function spoken(parts: ChatParts, roomId: string, said: Said, caller: Caller): Promise<object> {
  const { store, front } = parts;
  const { text, clientId } = said;
  const room = await roomFor(store, roomId, caller);
  const place = { conv: room.id, incident: room.incident, ...(clientId === undefined ? {} : { id: clientId }) };
  const reply = said.files.length > 0 ? null : await front.typed(text, { ...caller, via: 'chat:web' }, place);
  if (reply && !reply.isTalk) return { reply: replyView(reply) };
  mustBeOpen(room, caller);
  const root = said.thread === undefined ? null : await rootOf(store, said.thread, room, caller);
  const author = { kind: 'person' as const, name: speakerOf(caller.viewer) };
  const { message, repeated } = await store.chat.post({
    key: clientId ? `${author.name}/${room.id}/${clientId}` : randomUUID(),
    id: randomBytes(9).toString('base64url'),
    room: room.id,
    author,
    at: parts.clock.now(),
    text,
    card: null,
    mentions: await spokenTo(store, text, room),
    files: said.files,
    ...(root === null ? {} : { thread: root, isInRoom: said.alsoInRoom }),
  });
  if (!repeated) await heard(parts, message, room);
  return { message: messageView(message, store), ...(reply ? { reply: replyView(reply) } : {}) };
}

/** The first message of a thread; an answer to an answer goes into the same one. */
async function rootOf(store: Store, id: string, room: ChatRoom, caller: Caller): Promise<string> {
  const { message } = await messageFor(store, id, caller);
  if (message.room === room.id) return message.thread ?? message.id;
  throw new BadRequest(say(caller, '要回复的消息不在这个聊天里。', 'The message you answer is not in this conversation.'));
}

/** Whoever speaks has read what stands above. */
async function heard(parts: ChatParts, message: ChatMessage, room: ChatRoom): Promise<void> {
  const { store, bus, mirror, web } = parts;
  bus.publish(messageNote(message, room.incident));
  if (message.isInRoom) await store.chat.markRead(room.id, message.author.name, message.seq);
  const { id: msg, text, thread, files } = message;
  if (room.incident !== null) {
    const from = { im: web, incident: room.incident, msg, user: message.author.name, key: msg };
    await mirror.said({ ...from, text, isAnswer: thread !== null, files: files.map(({ name }) => name) });
  }
  const root = message.thread === null ? null : await store.chat.message(message.thread);
  if (root) bus.publish(messageNote(root, room.incident));
}

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { messageNote } from '../../adapters/im/web/web-chat.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { isEmoji } from '../../domain/chat/emoji.ts';
import { isRefusal } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import type { ChatMessage, ChatRoom } from '../../ports/chat-history.ts';
import { BadRequest } from './body.ts';
import { messageFor, read, roomFor, say, speakerOf, spokenTo, type ChatParts } from './chat-rights.ts';
import { messageView } from './chat-view.ts';
import { callerOf, statusOf } from './surface.ts';

const Rewritten = z.object({ text: z.string().trim().min(1).max(10_000) });
const Reaction = z.object({ emoji: z.string().refine(isEmoji, 'is not one emoji'), on: z.boolean() });
const Pinned = z.object({ on: z.boolean() });
const ReadTo = z.object({ seq: z.int().positive() });

const mostReplies = 500;
/** A note in the timeline holds no more. */
const longestNote = 4_000;

interface On {
  readonly message: ChatMessage;
  readonly room: ChatRoom;
  readonly caller: Caller;
}

type Doing = { Params: { id: string } };

/** What can be done with a message that is there. Everybody who may read the room hears of it at once. */
export function messageActRoutes(app: FastifyInstance, parts: ChatParts): void {
  const { store, clock } = parts;
  const act = (verb: string, does: (on: On, body: unknown) => Promise<ChatMessage | null>): void => {
    app.post<Doing>(`/api/v1/chat/messages/:id/${verb}`, async (request) => {
      const caller = await callerOf(request, parts);
      const on = { ...(await messageFor(store, request.params.id, caller)), caller };
      return changed(parts, await does(on, request.body), on);
    });
  };
  act('edit', async (on, body) => {
    const { text } = read(Rewritten, body);
    if (!isOwn(on)) throw new BadRequest(say(on.caller, '只能修改自己的消息。', 'You can change your own messages only.'), 403);
    return store.chat.rewrite(on.message.id, { text, at: clock.now(), by: on.caller.by, mentions: await spokenTo(store, text, on.room) });
  });
  act('delete', async (on) => {
    if (!isOwn(on) && !on.caller.viewer.roles.includes('admin'))
      throw new BadRequest(say(on.caller, '只能删除自己的消息。', 'You can delete your own messages only.'), 403);
    return store.chat.erase(on.message.id, { at: clock.now(), by: on.caller.by });
  });
  act('reactions', async ({ message, caller }, body) => {
    const reaction = read(Reaction, body);
    return store.chat.react(message.id, { ...reaction, person: speakerOf(caller.viewer), at: clock.now() });
  });
  act('pin', async (on, body) => {
    const { on: isPinned } = read(Pinned, body);
    if (isPinned) await note(parts, on);
    return isPinned ? store.chat.pin(on.message.id) : store.chat.unpin(on.message.id);
  });
  readRoutes(app, parts);
}

/** Tells the screens; of a deleted answer its thread's first message too, which counts one less. */
async function changed({ store, bus }: ChatParts, after: ChatMessage | null, { room, caller }: On): Promise<object> {
  if (!after) throw new BadRequest(say(caller, '这条消息已被删除。', 'The message has been deleted.'), 409);
  bus.publish(messageNote(after, room.incident));
  const root = after.deletedAt !== null && after.thread !== null ? await store.chat.message(after.thread) : null;
  if (root) bus.publish(messageNote(root, room.incident));
  return { message: messageView(after, store) };
}

const isOwn = ({ message, caller }: On): boolean => message.author.kind === 'person' && message.author.name === speakerOf(caller.viewer);

/** What is pinned in a war room belongs to its story; it is told once, however often it is pinned. */
async function note({ store, door }: ChatParts, { message, room, caller }: On): Promise<void> {
  const isTold = room.incident === null || message.card !== null || message.deletedAt !== null || message.author.kind === 'bot';
  if (isTold) return;
  const words = [message.text, ...message.files.map((f) => f.name)].filter(Boolean).join(' · ');
  const text = `${nameOf(store.resources(), message.author.name)}: ${words}`.slice(0, longestNote);
  if (!(await store.chat.noted(message.id, true))) return;
  const input = { incident: room.incident, text };
  const answer = await door.call('incident/note', input, { ...caller, via: 'chat:web' }, { idempotencyKey: `pin/${message.id}` });
  if (answer === 'working' || !isRefusal(answer)) return;
  await store.chat.noted(message.id, false);
  throw new BadRequest(answer.because[caller.lang], statusOf[answer.refused]);
}

/** Threads, what a message said before, how far somebody has read, and that somebody is typing. */
function readRoutes(app: FastifyInstance, parts: ChatParts): void {
  const { store, bus } = parts;
  app.get<Doing>('/api/v1/chat/messages/:id/thread', async (request) => {
    const { message } = await messageFor(store, request.params.id, await callerOf(request, parts));
    const root = message.thread === null ? message : ((await store.chat.message(message.thread)) ?? message);
    const replies = await store.chat.thread(root.id, mostReplies);
    return { root: messageView(root, store), replies: replies.map((m) => messageView(m, store)) };
  });
  app.get<Doing>('/api/v1/chat/messages/:id/versions', async (request) => {
    const { message } = await messageFor(store, request.params.id, await callerOf(request, parts));
    const versions = await store.chat.versions(message.id);
    return { versions: versions.map((v) => ({ at: new Date(v.at).toISOString(), text: v.text })) };
  });
  app.post<Doing>('/api/v1/chat/rooms/:id/read', async (request) => {
    const caller = await callerOf(request, parts);
    const room = await roomFor(store, request.params.id, caller);
    const { seq } = read(ReadTo, request.body);
    const { person } = caller.viewer;
    const moved = person !== null && (await store.chat.markRead(room.id, person, seq));
    if (moved) bus.publish({ seq: null, type: 'rooms', incident: null, person, room: null, data: {} });
    return { ok: true };
  });
  app.post<Doing>('/api/v1/chat/rooms/:id/typing', async (request) => {
    const caller = await callerOf(request, parts);
    const room = await roomFor(store, request.params.id, caller);
    const person = speakerOf(caller.viewer);
    const data = { room: room.id, person, displayName: nameOf(store.resources(), person) };
    bus.publish({ seq: null, type: 'typing', incident: room.incident, person: null, room: room.id, data });
    return { ok: true };
  });
}

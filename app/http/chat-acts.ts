import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { messageNote } from '../../adapters/im/web/web-chat.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { isEmoji } from '../../domain/chat/emoji.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import type { ChatMessage, ChatRoom } from '../../ports/chat-history.ts';
import type { Im } from '../../ports/im.ts';
import { BadRequest } from './body.ts';
import { messageFor, mustBeOpen, read, roomFor, say, speakerOf, spokenTo, type ChatParts } from './chat-rights.ts';
import { messageView } from './chat-view.ts';
import { callerOf, statusOf } from './surface.ts';

const Rewritten = z.object({ text: z.string().trim().min(1).max(10_000) });
const Reaction = z.object({ emoji: z.string().refine(isEmoji, 'is not one emoji'), on: z.boolean() });
const Pinned = z.object({ on: z.boolean() });
const ReadTo = z.object({ seq: z.int().positive() });

const mostReplies = 500;

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
      mustBeOpen(on.room, caller);
      return changed(parts, await does(on, request.body), on);
    });
  };
  act('edit', async (on, body) => {
    const { text } = read(Rewritten, body);
    if (!isOwn(on)) throw new BadRequest(say(on.caller, '只能修改自己的消息。', 'You can change your own messages only.'), 403);
    const by = { at: clock.now(), by: on.caller.by };
    const after = await store.chat.rewrite(on.message.id, { ...by, text, mentions: await spokenTo(store, text, on.room) });
    if (after) await parts.capture.rewrote({ ...placed(after, parts.web), text });
    if (after && on.room.incident)
      await parts.mirror.rewrote({ ...inRoom(after, on.room.incident, parts.web), key: `${after.id}/${by.at}`, text });
    return after;
  });
  act('delete', async (on) => {
    if (!isOwn(on) && !on.caller.viewer.roles.includes('admin'))
      throw new BadRequest(say(on.caller, '只能删除自己的消息。', 'You can delete your own messages only.'), 403);
    const after = await store.chat.erase(on.message.id, { at: clock.now(), by: on.caller.by });
    if (after) await parts.capture.deleted(placed(after, parts.web));
    if (after && on.room.incident) await parts.mirror.deleted(inRoom(after, on.room.incident, parts.web));
    return after;
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

/** What is pinned in a war room belongs to its story, and stays there when the pins are tidied up. */
async function note({ capture, web }: ChatParts, { message, room, caller }: On): Promise<void> {
  if (room.incident === null || message.deletedAt !== null) return;
  const by = { ...caller, via: 'chat:web' };
  const refused = await capture.reacted({ ...placed(message, web), incident: room.incident, emoji: 'pin', isOn: true, by });
  if (refused) throw new BadRequest(refused.because[caller.lang], statusOf[refused.refused]);
}

/** A message for those who keep the story; each time that something is done to it is a time of its own. */
/** For the other rooms of the incident. */
const inRoom = ({ id, author }: ChatMessage, incident: string, im: Im) => ({ im, incident, msg: id, user: author.name, key: id });

const placed = ({ id, room }: ChatMessage, im: Im) => ({ im, ref: { conv: room, msg: id }, key: `${id}/${randomUUID()}` });

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

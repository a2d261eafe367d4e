import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { folded } from '../../domain/chat/folded.ts';
import { completionsFor } from '../chat/completion.ts';
import { argsOf, commandOf } from '../chat/command-words.ts';
import { read, roomFor, type ChatParts } from './chat-rights.ts';
import { messageView } from './chat-view.ts';
import { callerOf } from './surface.ts';

const Time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Question = z.object({
  q: z.string().trim().min(1, 'say what to look for').max(200),
  room: z.string().max(200).optional(),
  author: z.string().max(200).optional(),
  after: Time.optional(),
  before: Time.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
const Typed = z.object({ text: z.string().max(2_000), room: z.string().max(200).default('') });

/** Looking for what was said, and what may come next in what is being typed. */
export function chatFindRoutes(app: FastifyInstance, parts: ChatParts): void {
  const { store, door } = parts;
  app.get('/api/v1/chat/search', async (request) => {
    const { viewer } = await callerOf(request, parts);
    const { q, ...more } = read(Question, request.query);
    const words = folded(q).split(/\s+/u).filter(Boolean);
    const found = await store.chat.search({ words, ...given(more), limit: more.limit + 1 }, viewer.person);
    const rooms = new Map((await store.chat.rooms(viewer.person)).map((r) => [r.id, r.name]));
    return {
      messages: found.slice(0, more.limit).map((m) => ({ ...messageView(m, store), roomName: rooms.get(m.room) ?? m.room })),
      hasMore: found.length > more.limit,
    };
  });
  app.get('/api/v1/chat/commands', async (request) => {
    const caller = await callerOf(request, parts);
    return { commands: door.allowed(caller).map(([name, s]) => ({ command: commandOf(name), summary: s.summary, args: argsOf(s) })) };
  });
  app.get('/api/v1/chat/completions', async (request) => {
    const caller = await callerOf(request, parts);
    const { text, room: id } = read(Typed, request.query);
    const room = id === '' ? null : await roomFor(store, id, caller);
    const followers = room ? await store.chat.followers(room.id) : [];
    return completionsFor(text, { store, skills: new Map(door.allowed(caller)), caller, incident: room?.incident ?? null, followers });
  });
}

/** Without what was not given. */
const given = <T extends object>(all: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as never;

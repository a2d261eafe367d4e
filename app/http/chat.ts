import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { messageNote } from '../../adapters/im/web/web-chat.ts';
import { seesAll, type Viewer } from '../../domain/access/viewer.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import type { Bus } from '../../ports/bus.ts';
import type { ChatMessage } from '../../ports/chat-history.ts';
import type { Store } from '../../ports/store.ts';
import { argsOf, commandOf, type ChatFront } from '../chat/front.ts';
import { BadRequest } from './body.ts';
import { callerOf, type SurfaceParts } from './surface.ts';

interface ChatParts extends SurfaceParts {
  readonly front: ChatFront;
  readonly bus: Bus;
}

const Said = z.object({ text: z.string().trim().min(1).max(10_000), clientId: z.string().max(100).optional() });
const Pressed = z.object({ token: z.string().min(1).max(100), clientId: z.string().max(100).optional() });

/** The built-in chat as the console uses it. */
export function chatRoutes(app: FastifyInstance, parts: ChatParts): void {
  const { store } = parts;
  app.get('/api/v1/chat/rooms', async (request) => {
    const { viewer } = await callerOf(request, parts);
    const rooms = (await store.chat.rooms(viewer.person)).map((r) => ({ ...r, lastAt: new Date(r.lastAt).toISOString(), archived: false }));
    return { rooms };
  });
  app.get<{ Params: { id: string }; Querystring: { before?: string; limit?: string } }>(
    '/api/v1/chat/rooms/:id/messages',
    async (request) => {
      const { viewer } = await callerOf(request, parts);
      const { id } = request.params;
      await mayRead(store, id, viewer);
      const [messages, members, pins] = await Promise.all([
        store.chat.messages(id, wholeOf(request.query.before), Math.min(wholeOf(request.query.limit) ?? 50, 200)),
        store.chat.members(id),
        store.chat.pins(id),
      ]);
      const people = members.map((name) => ({ name, displayName: nameOf(store.resources(), name) }));
      return {
        messages: messages.map((m) => messageView(m, store)),
        members: people,
        pins: pins.map((m) => m.id),
        pinned: pins.map((m) => messageView(m, store)),
      };
    },
  );
  app.post<{ Params: { id: string } }>('/api/v1/chat/rooms/:id/messages', async (request) =>
    say(parts, request.params.id, request.body, await callerOf(request, parts)),
  );
  actionRoutes(app, parts);
}

/** Buttons, and the commands that a composer may complete. */
function actionRoutes(app: FastifyInstance, parts: ChatParts): void {
  const { front } = parts;
  app.post('/api/v1/chat/actions', async (request) => {
    const caller = await callerOf(request, parts);
    const { token, clientId } = read(Pressed, request.body);
    return { reply: await front.pressed(token, { ...caller, via: 'chat:web' }, clientId) };
  });
  app.get('/api/v1/chat/commands', async (request) => {
    const caller = await callerOf(request, parts);
    return { commands: parts.door.allowed(caller).map(([name, s]) => ({ command: commandOf(name), summary: s.summary, args: argsOf(s) })) };
  });
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new BadRequest(parsed.error.issues.map((i) => `${i.path.join('.') || 'body'}: ${i.message}`).join('; '));
}

/** A count or a place in a list; anything else is as if it was not given. */
function wholeOf(text: string | undefined): number | null {
  const n = Number(text);
  return Number.isSafeInteger(n) && n > 0 ? n : null;
}

async function mayRead(store: Store, room: string, viewer: Viewer): Promise<void> {
  const there = await store.chat.room(room);
  const allowed = there && ((await store.chat.mayRead(room, viewer.person)) || (seesAll(viewer) && there.kind === 'room'));
  if (!allowed) throw new BadRequest(`There is no conversation "${room}" that you can see.`, 404);
}

async function say(parts: ChatParts, room: string, body: unknown, caller: Awaited<ReturnType<typeof callerOf>>): Promise<object> {
  const { store, front, bus, clock } = parts;
  const { text, clientId } = read(Said, body);
  await mayRead(store, room, caller.viewer);
  const incident = (await store.chat.room(room))?.incident ?? null;
  const reply = await front.typed(
    text,
    { ...caller, via: 'chat:web' },
    { conv: room, incident, ...(clientId === undefined ? {} : { id: clientId }) },
  );
  if (reply) return { reply };
  const author = { kind: 'person' as const, name: caller.viewer.person ?? 'guest' };
  const key = clientId ? `${author.name}/${room}/${clientId}` : randomUUID();
  const { message, repeated } = await store.chat.post({ key, room, author, at: clock.now(), text, card: null });
  if (!repeated) bus.publish(messageNote(message, incident));
  return { message: messageView(message, store) };
}

/** A message as screens show it. */
export function messageView(m: ChatMessage, store: Store): object {
  const { name, kind } = m.author;
  const author = { kind, name, displayName: kind === 'bot' ? name : nameOf(store.resources(), name) };
  return {
    ...m,
    author,
    card: m.card ?? undefined,
    at: new Date(m.at).toISOString(),
    editedAt: m.editedAt === null ? null : new Date(m.editedAt).toISOString(),
  };
}

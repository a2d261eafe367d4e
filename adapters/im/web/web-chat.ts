import type { Bus } from '../../../ports/bus.ts';
import type { ChatFiles } from '../../../ports/chat-files.ts';
import type { ChatReader, ChatWriter, ChatMessage } from '../../../ports/chat-history.ts';
import type { Clock } from '../../../ports/clock.ts';
import { OutsideError } from '../../../ports/errors.ts';
import type { Im, MemberOutcome, Outgoing, Ref, WrittenMessage } from '../../../ports/im.ts';

export interface WebChatParts {
  readonly chat: ChatReader & ChatWriter;
  readonly files: ChatFiles;
  readonly bus: Bus;
  readonly clock: Clock;
  /** Whether a user of the web chat exists. */
  readonly known: (person: string) => boolean;
  /** Address of a conversation's page. */
  readonly url: (room: { id: string; incident: string | null }) => string;
}

/** What screens are told of a message; `edited` replaces the one with the same id. */
export function messageNote(message: ChatMessage, incident: string | null): Parameters<Bus['publish']>[0] {
  return { seq: null, type: 'message', incident, person: null, room: message.room, data: { message } };
}

const content = (m: Outgoing) => ({ text: m.text, card: m.card ?? null });
const spokenTo = (m: Outgoing): string[] => (m.mentions ?? []).flatMap(({ user }) => (user === null ? [] : [user]));

/** The built-in chat, the reference for all others: it has every ability and needs no credentials. Users are people by name. */
export function webChat(parts: WebChatParts): Im {
  const { chat, bus, clock } = parts;
  return {
    id: 'web',
    confirms: true,
    async post(to, message, { as, key }) {
      const room = await chat.room(to.conv);
      if (!room) throw new OutsideError('not-found', `web: there is no conversation ${to.conv}`);
      if (room.archived) throw new OutsideError('forbidden', `web: ${to.conv} is archived. Reopen its incident to write there.`);
      const author = { kind: 'bot' as const, name: as };
      const posted = await chat.post({
        key,
        ...(await placed(to, chat)),
        author,
        at: clock.now(),
        mentions: spokenTo(message),
        ...content(message),
      });
      if (!posted.repeated) await tell(posted.message, parts);
      return { conv: to.conv, msg: posted.message.id };
    },
    async dm(user) {
      if (!parts.known(user)) throw new OutsideError('not-found', `web: there is no person "${user}"`);
      const room = { id: `dm-${user}`, kind: 'dm' as const, name: user, incident: null, private: true, members: [user], at: clock.now() };
      const { created } = await chat.ensureRoom(room);
      if (created) bus.publish({ seq: null, type: 'rooms', incident: null, person: user, room: null, data: {} });
      return { conv: room.id };
    },
    messages: messages(parts),
    rooms: rooms(parts),
  };
}

const tell = async (message: ChatMessage, { chat, bus }: WebChatParts): Promise<void> =>
  bus.publish(messageNote(message, (await chat.room(message.room))?.incident ?? null));

function messages(parts: WebChatParts): NonNullable<Im['messages']> {
  const { chat, clock } = parts;
  return {
    async update(ref, message) {
      const edited = await chat.edit(ref.msg ?? '', { ...content(message), at: clock.now() });
      if (edited) await tell(edited, parts);
      return edited ? 'edited' : 'gone';
    },
    async pin(ref) {
      const pinned = await chat.pin(ref.msg ?? '');
      if (!pinned) throw new OutsideError('not-found', `web: there is no message ${ref.msg ?? ''} to pin`);
      await tell(pinned, parts);
    },
    read: (ref) => written(ref, parts),
  };
}

/** What bots answer in a thread stands in the room as well: a thread counts nothing unread. */
async function placed({ conv, thread }: Ref, chat: ChatReader) {
  if (thread === undefined) return { room: conv };
  const root = await chat.message(thread);
  if (!root || root.deletedAt !== null) throw new OutsideError('not-found', `web: there is no message ${thread} to answer`);
  return { room: conv, thread: root.thread ?? root.id, isInRoom: true };
}

async function written({ conv, msg = '' }: Ref, { chat, files, url }: WebChatParts): Promise<WrittenMessage | null> {
  const [message, room] = await Promise.all([chat.message(msg), chat.room(conv)]);
  if (!message || !room || message.room !== conv || message.deletedAt !== null) return null;
  const { author, at, text } = message;
  const place = encodeURIComponent(msg);
  return {
    user: author.name,
    ...(author.kind === 'bot' ? { isOurs: true as const } : {}),
    at,
    text,
    files: message.files.map((file) => ({ ...file, kept: file, fetch: () => whole(files, file.id) })),
    url: `${url(room)}#${room.incident === null ? place : `chat-${place}`}`,
  };
}

async function whole(files: ChatFiles, id: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (let piece = await files.piece(id, 0); piece; piece = await files.piece(id, pieces.length)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const outcomeOf = (users: readonly string[], { known }: Pick<WebChatParts, 'known'>): MemberOutcome[] =>
  users.map((user) => ({ user, because: known(user) ? null : `there is no person "${user}"` }));

function rooms({ chat, bus, clock, known, url }: WebChatParts): NonNullable<Im['rooms']> {
  const announce = (incident: string | null): void =>
    bus.publish({ seq: null, type: 'rooms', incident, person: null, room: null, data: {} });
  const moved = async <T>({ conv }: Ref, done: Promise<void>, answer: T): Promise<T> => {
    await done;
    announce((await chat.room(conv))?.incident ?? null);
    return answer;
  };
  const archived = async (id: string, is: boolean): Promise<void> => {
    const room = await chat.room(id);
    if (!room) throw new OutsideError('not-found', `web: there is no room ${id}`);
    await chat.setArchived(id, is);
    announce(room.incident);
  };
  // No document and no bookmarks: the console's war room, of which this chat is a part, is the document and has the links.
  return {
    async ensure({ key, name, private: isPrivate, members }) {
      const incident = key.startsWith('INC-') ? key : null;
      const id = key.toLowerCase();
      await chat.ensureRoom({ id, kind: 'room', name, incident, private: isPrivate, members: members.filter(known), at: clock.now() });
      announce(incident);
      return { ref: { conv: id }, url: url({ id, incident }), outcome: outcomeOf(members, { known }) };
    },
    invite: (room, users) => moved(room, chat.join(room.conv, users.filter(known)), outcomeOf(users, { known })),
    remove: (room, users) => moved(room, chat.leave(room.conv, users), []),
    async topic(room, text) {
      await chat.setTopic(room.conv, text);
    },
    archive: (room) => archived(room.conv, true),
    unarchive: (room) => archived(room.conv, false),
    async named(name) {
      const id = name.toLowerCase();
      if ((await chat.room(id))?.private)
        throw new OutsideError('forbidden', `web: "${name}" is a private conversation, not a channel. Give the channel another name.`);
      await chat.ensureRoom({ id, kind: 'room', name, incident: null, private: false, members: [], at: clock.now() });
      return { conv: id };
    },
  };
}

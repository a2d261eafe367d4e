import type { SentCard } from '../../domain/card/card.ts';
import type { ChatMessage, ChatReader, ChatRoom, ChatWriter } from '../../ports/chat-history.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';
import type { Tables } from './tables.ts';

type Row<T extends keyof Tables> = Omit<Tables[T], 'seq'> & { seq: number };

function messageOf(r: Row<'chat_message'>): ChatMessage {
  return {
    id: r.id,
    seq: r.seq,
    room: r.room,
    author: { kind: r.author_kind as 'person' | 'bot', name: r.author },
    at: r.at,
    text: r.text,
    card: r.card ? (JSON.parse(r.card) as SentCard) : null,
    editedAt: r.edited_at,
    pinned: r.pinned === 1,
  };
}

const roomOf = (r: Tables['chat_room']): ChatRoom => ({
  id: r.id,
  kind: r.kind as 'room' | 'dm',
  name: r.name,
  topic: r.topic,
  incident: r.incident,
  private: r.is_private === 1,
  lastAt: r.last_at,
});

/** The rooms a person may read: every public one, and those they are in. */
const readable = (db: Db, person: string | null) =>
  db.selectFrom('chat_room').where((w) =>
    w.or([
      w('is_private', '=', 0),
      w(
        'id',
        'in',
        w
          .selectFrom('chat_member')
          .select('room')
          .where('person', '=', person ?? ''),
      ),
    ]),
  );

export function chatReader(db: Db): ChatReader {
  return {
    async rooms(person) {
      const rows = await readable(db, person).selectAll().orderBy('last_at', 'desc').limit(500).execute();
      return rows.map(roomOf);
    },
    async room(id) {
      const row = await db.selectFrom('chat_room').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? roomOf(row) : null;
    },
    async mayRead(room, person) {
      const row = await readable(db, person).select('id').where('id', '=', room).executeTakeFirst();
      return row !== undefined;
    },
    async members(room) {
      return (await db.selectFrom('chat_member').select('person').where('room', '=', room).orderBy('person').execute()).map(
        (r) => r.person,
      );
    },
    async messages(room, before, limit) {
      let q = db.selectFrom('chat_message').selectAll().where('room', '=', room).orderBy('seq', 'desc').limit(limit);
      if (before !== null) q = q.where('seq', '<', before);
      return (await q.execute()).toReversed().map(messageOf);
    },
    async pins(room) {
      return (
        await db.selectFrom('chat_message').selectAll().where('room', '=', room).where('pinned', '=', 1).orderBy('seq').execute()
      ).map(messageOf);
    },
  };
}

export function chatWriter(gather: Gather): ChatWriter {
  return { ...roomWrites(gather), ...messageWrites(gather) };
}

function roomWrites(gather: Gather): Pick<ChatWriter, 'ensureRoom' | 'join' | 'setTopic'> {
  const join = async (tx: Db, room: string, people: readonly string[]) => {
    if (people.length > 0)
      await tx
        .insertInto('chat_member')
        .values(people.map((person) => ({ room, person })))
        .onConflict((c) => c.doNothing())
        .execute();
  };
  return {
    ensureRoom: (room) =>
      gather.add(async (tx) => {
        const made = await tx
          .insertInto('chat_room')
          .values({
            id: room.id,
            kind: room.kind,
            name: room.name,
            topic: '',
            incident: room.incident,
            is_private: room.private ? 1 : 0,
            last_at: room.at,
          })
          .onConflict((c) => c.doNothing())
          .returning('id')
          .executeTakeFirst();
        await join(tx, room.id, [...new Set(room.members)]);
        return { id: room.id, created: made !== undefined };
      }),
    join: (room, people) => gather.add((tx) => join(tx, room, people)),
    setTopic: (room, topic) =>
      gather.add(async (tx) => void (await tx.updateTable('chat_room').set({ topic }).where('id', '=', room).execute())),
  };
}

function messageWrites(gather: Gather): Pick<ChatWriter, 'post' | 'edit' | 'pin'> {
  return {
    post: (m) =>
      gather.add(async (tx) => {
        const values = {
          id: m.key,
          dedupe: m.key,
          room: m.room,
          author_kind: m.author.kind,
          author: m.author.name,
          at: m.at,
          text: m.text,
          card: m.card ? JSON.stringify(m.card) : null,
          edited_at: null,
          pinned: 0,
        };
        const made = await tx
          .insertInto('chat_message')
          .values(values)
          .onConflict((c) => c.doNothing())
          .returningAll()
          .executeTakeFirst();
        if (made) await tx.updateTable('chat_room').set({ last_at: m.at }).where('id', '=', m.room).execute();
        const row = made ?? (await tx.selectFrom('chat_message').selectAll().where('dedupe', '=', m.key).executeTakeFirstOrThrow());
        return { message: messageOf(row), repeated: made === undefined };
      }),
    edit: (id, { text, card, at }) =>
      gather.add(async (tx) => {
        const set = { text, card: card ? JSON.stringify(card) : null, edited_at: at };
        const row = await tx.updateTable('chat_message').set(set).where('id', '=', id).returningAll().executeTakeFirst();
        return row ? messageOf(row) : null;
      }),
    pin: (id) =>
      gather.add(async (tx) => {
        const row = await tx.updateTable('chat_message').set({ pinned: 1 }).where('id', '=', id).returningAll().executeTakeFirst();
        return row ? messageOf(row) : null;
      }),
  };
}

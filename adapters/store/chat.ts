import type { ChatReader, ChatRoom, ChatWriter } from '../../ports/chat-history.ts';
import { messageReads } from './chat-messages.ts';
import { messageWrites } from './chat-writes.ts';
import { readMarks, readMarkWrites } from './chat-unread.ts';
import { readable } from './chat-readable.ts';
import { chatSearch } from './chat-search.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';
import type { Tables } from './tables.ts';

const roomOf = (r: Tables['chat_room']): ChatRoom => ({
  id: r.id,
  kind: r.kind as 'room' | 'dm',
  name: r.name,
  topic: r.topic,
  incident: r.incident,
  private: r.is_private === 1,
  lastAt: r.last_at,
  archived: r.is_archived === 1,
});

export function chatReader(db: Db): ChatReader {
  return { ...roomReads(db), ...messageReads(db), ...readMarks(db), ...chatSearch(db) };
}

function roomReads(db: Db): Pick<ChatReader, 'rooms' | 'room' | 'mayRead' | 'members' | 'followers'> {
  const members = (room: string) => db.selectFrom('chat_member').select('person').where('room', '=', room);
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
      return (await members(room).orderBy('person').execute()).map((r) => r.person);
    },
    async followers(room) {
      const readers = db.selectFrom('chat_read').select('person').where('room', '=', room);
      return (await members(room).union(readers).orderBy('person').execute()).map((r) => r.person);
    },
  };
}

export function chatWriter(gather: Gather): ChatWriter {
  return { ...roomWrites(gather), ...messageWrites(gather), ...readMarkWrites(gather) };
}

async function join(tx: Db, room: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  const rows = people.map((person) => ({ room, person }));
  await tx
    .insertInto('chat_member')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute();
}

async function leave(tx: Db, room: string, people: readonly string[]): Promise<void> {
  if (people.length > 0) await tx.deleteFrom('chat_member').where('room', '=', room).where('person', 'in', people).execute();
}

function roomWrites(gather: Gather): Pick<ChatWriter, 'ensureRoom' | 'join' | 'leave' | 'setTopic' | 'setArchived'> {
  const set = (room: string, change: Partial<Tables['chat_room']>): Promise<void> =>
    gather.add(async (tx) => void (await tx.updateTable('chat_room').set(change).where('id', '=', room).execute()));
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
            is_archived: 0,
          })
          .onConflict((c) => c.doNothing())
          .returning('id')
          .executeTakeFirst();
        await join(tx, room.id, [...new Set(room.members)]);
        return { id: room.id, created: made !== undefined };
      }),
    join: (room, people) => gather.add((tx) => join(tx, room, people)),
    leave: (room, people) => gather.add((tx) => leave(tx, room, people)),
    setArchived: (room, is) => set(room, { is_archived: is ? 1 : 0 }),
    setTopic: (room, topic) => set(room, { topic }),
  };
}

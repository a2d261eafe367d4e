import type { SelectQueryBuilder } from 'kysely';
import type { SentCard } from '../../domain/card/card.ts';
import type { ChatFile } from '../../ports/chat-files.ts';
import type { ChatMessage, ChatReader, Replies } from '../../ports/chat-history.ts';
import type { Db } from './engine.ts';
import { fileOf } from './files.ts';
import type { Tables } from './tables.ts';

export type MessageRow = Omit<Tables['chat_message'], 'seq' | 'is_in_room' | 'is_noted'> & {
  seq: number;
  is_in_room: number;
  is_noted: number;
};

/** Faces beside the count of answers. */
const mostFaces = 5;

/** Rows with all that hangs on them: reactions, answers, files; three questions for a page, however long. */
export async function dressed(db: Db, rows: readonly MessageRow[]): Promise<ChatMessage[]> {
  const ids = rows.map((r) => r.id);
  if (ids.length === 0) return [];
  const [reactions, replies, files] = await Promise.all([reactionsOf(db, ids), repliesOf(db, ids), filesOf(db, ids)]);
  return rows.map((r) => ({
    id: r.id,
    seq: r.seq,
    room: r.room,
    author: { kind: r.author_kind as 'person' | 'bot', name: r.author },
    at: r.at,
    text: r.text,
    card: r.card ? (JSON.parse(r.card) as SentCard) : null,
    editedAt: r.edited_at,
    deletedAt: r.deleted_at,
    pinned: r.pinned === 1,
    thread: r.thread,
    isInRoom: r.is_in_room === 1,
    replies: replies.get(r.id) ?? null,
    reactions: reactions.get(r.id) ?? [],
    files: files.get(r.id) ?? [],
  }));
}

async function reactionsOf(db: Db, ids: readonly string[]): Promise<Map<string, ChatMessage['reactions']>> {
  const rows = await db.selectFrom('chat_reaction').selectAll().where('message', 'in', ids).orderBy('at').orderBy('person').execute();
  const byMessage = Map.groupBy(rows, (r) => r.message);
  const counted = [...byMessage].map(([id, all]): [string, ChatMessage['reactions']] => [
    id,
    [...Map.groupBy(all, (r) => r.emoji)].map(([emoji, who]) => ({ emoji, people: who.map((r) => r.person) })),
  ]);
  return new Map(counted);
}

async function repliesOf(db: Db, ids: readonly string[]): Promise<Map<string, Replies>> {
  const rows = await db
    .selectFrom('chat_message')
    .select((w) => ['thread', 'author', w.fn.countAll<number>().as('n'), w.fn.max('at').as('at'), w.fn.max('seq').as('seq')])
    .where('thread', 'in', ids)
    .where('deleted_at', 'is', null)
    .groupBy(['thread', 'author_kind', 'author'])
    .execute();
  const of = (all: typeof rows): Replies => ({
    count: all.reduce((n, r) => n + r.n, 0),
    lastAt: Math.max(...all.map((r) => r.at)),
    people: all
      .toSorted((a, b) => a.seq - b.seq)
      .slice(-mostFaces)
      .map((r) => r.author),
  });
  return new Map([...Map.groupBy(rows, (r) => r.thread ?? '')].map(([id, all]) => [id, of(all)]));
}

async function filesOf(db: Db, ids: readonly string[]): Promise<Map<string, ChatFile[]>> {
  const rows = await db.selectFrom('file').selectAll().where('message', 'in', ids).orderBy('at').orderBy('id').execute();
  const byMessage = Map.groupBy(rows, (r) => r.message ?? '');
  return new Map([...byMessage].map(([id, all]) => [id, all.map(fileOf)]));
}

type MessageReads = Pick<ChatReader, 'message' | 'messages' | 'messagesAfter' | 'thread' | 'pins' | 'versions'>;
type Messages = SelectQueryBuilder<Tables, 'chat_message', MessageRow>;

export function messageReads(db: Db): MessageReads {
  const all = () => db.selectFrom('chat_message').selectAll();
  const newestOf = async (q: Messages, limit: number) => dressed(db, (await q.orderBy('seq', 'desc').limit(limit).execute()).toReversed());
  return {
    async message(id) {
      return (await dressed(db, await all().where('id', '=', id).execute()))[0] ?? null;
    },
    messages(room, before, limit) {
      const inRoom = all().where('room', '=', room).where('is_in_room', '=', 1);
      return newestOf(before === null ? inRoom : inRoom.where('seq', '<', before), limit);
    },
    async messagesAfter(room, after, limit) {
      const q = all().where('room', '=', room).where('is_in_room', '=', 1).where('seq', '>', after).orderBy('seq').limit(limit);
      return dressed(db, await q.execute());
    },
    thread: (root, limit) => newestOf(all().where('thread', '=', root), limit),
    async pins(room) {
      return dressed(db, await all().where('room', '=', room).where('pinned', '=', 1).orderBy('seq').execute());
    },
    async versions(message) {
      const rows = await db
        .selectFrom('chat_version as v')
        .innerJoin('chat_message as m', 'm.id', 'v.message')
        .select(['v.at', 'v.text'])
        .where('v.message', '=', message)
        .where('m.deleted_at', 'is', null)
        .orderBy('v.version')
        .execute();
      return rows;
    },
  };
}

import { sql } from 'kysely';
import type { ChatReader, ChatWriter, Unread } from '../../ports/chat-history.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';

interface Counted {
  readonly room: string;
  readonly n: number;
}

/** What each person has read, and what that leaves. Followed are the rooms one is in and those one has opened. */
export function readMarks(db: Db): Pick<ChatReader, 'unread' | 'readMark'> {
  return {
    async unread(person) {
      const [messages, mentions] = await Promise.all([newTo(db, person), spokenTo(db, person)]);
      const found = new Map<string, Unread>(messages.map((r) => [r.room, { messages: r.n, mentions: 0 }]));
      for (const r of mentions) found.set(r.room, { messages: found.get(r.room)?.messages ?? 0, mentions: r.n });
      return found;
    },
    async readMark(room, person) {
      const row = await db.selectFrom('chat_read').select('seq').where('room', '=', room).where('person', '=', person).executeTakeFirst();
      return row?.seq ?? null;
    },
  };
}

/** Counted up to a hundred a room: beyond that nobody reads the number, and an old room must not cost more. */
async function newTo(db: Db, person: string): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select f.room, (select count(*) from (
      select 1 from chat_message m where m.room = f.room and m.seq > f.seq and m.is_in_room = 1 and m.deleted_at is null
        and not (m.author_kind = 'person' and m.author = ${person}) limit 100) as news) as n
    from (select p.room, coalesce(r.seq, 0) as seq
      from (select room from chat_member where person = ${person} union select room from chat_read where person = ${person}) as p
      left join chat_read r on r.room = p.room and r.person = ${person}) as f`.execute(db);
  return rows.filter((r) => r.n > 0);
}

async function spokenTo(db: Db, person: string): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select c.room, count(*) as n from chat_mention c left join chat_read r on r.room = c.room and r.person = c.person
    where c.person = ${person} and c.seq > coalesce(r.seq, 0) group by c.room`.execute(db);
  return rows;
}

export function readMarkWrites(gather: Gather): Pick<ChatWriter, 'markRead'> {
  return {
    markRead: (room, person, seq) =>
      gather.add(async (tx) => {
        const row = await tx
          .insertInto('chat_read')
          .values({ room, person, seq })
          .onConflict((c) => c.columns(['room', 'person']).doUpdateSet({ seq }).where('chat_read.seq', '<', seq))
          .returning('seq')
          .executeTakeFirst();
        return row !== undefined;
      }),
  };
}

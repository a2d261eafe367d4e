import { sql } from 'kysely';
import type { ChatReader } from '../../ports/chat-history.ts';
import { dressed } from './chat-messages.ts';
import { readable } from './chat-readable.ts';
import type { Db } from './engine.ts';

/** Words of a question stand for themselves: `%`, `_` and `\` are nothing special in them. */
const pattern = (word: string): string => `%${word.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;

/** Search in what somebody may read; the filter is in the query. */
export function chatSearch(db: Db): Pick<ChatReader, 'search'> {
  return {
    async search({ words, room, author, after, before, limit }, person) {
      let q = db
        .selectFrom('chat_message')
        .selectAll()
        .where('deleted_at', 'is', null)
        .where('room', 'in', readable(db, person).select('id'))
        .orderBy('seq', 'desc')
        .limit(limit);
      for (const word of words) q = q.where(sql<boolean>`folded like ${pattern(word)} escape '\\'`);
      if (room !== undefined) q = q.where('room', '=', room);
      if (author !== undefined) q = q.where('author', '=', author);
      if (after !== undefined) q = q.where('at', '>=', after);
      if (before !== undefined) q = q.where('at', '<', before);
      return dressed(db, await q.execute());
    },
  };
}

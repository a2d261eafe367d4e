import { sql, type Kysely } from 'kysely';
import { folded } from '../../../domain/chat/folded.ts';
import type { Tables } from '../tables.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** What a chat of our own needs beyond lines: threads, reactions, edits, deletions, mentions, read marks, files, and words to search by. */
export async function wholeChat(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table, index } = tableMaker(db, engine);
  await messageColumns(db, engine);
  await index('chat_message_thread', 'chat_message', 'thread, seq', 'thread is not null');
  await table('chat_version', 'message text, version int, at int, text text', 'message, version');
  await table('chat_reaction', 'message text, emoji text, person text, at int', 'message, emoji, person');
  await table('chat_mention', 'person text, room text, message text, seq int', 'person, room, message');
  await table('chat_read', 'room text, person text, seq int', 'room, person');
  await index('chat_read_person', 'chat_read', 'person');
  await index('chat_member_person', 'chat_member', 'person');
  await table(
    'file',
    'id text, room text, message text?, uploader text, name text, type text, size int, width int?, height int?, is_whole int, at int',
    'id',
  );
  await index('file_message', 'file', 'message', 'message is not null');
  await index('file_loose', 'file', 'at', 'message is null');
  await table('file_chunk', 'file text, n int, body blob', 'file, n');
}

async function messageColumns(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const types = engine === 'postgres' ? { int: 'bigint', text: 'text collate "C"' } : { int: 'integer', text: 'text' };
  const columns = [
    `thread ${types.text}`,
    `is_in_room ${types.int} not null default 1`,
    `deleted_at ${types.int}`,
    `is_noted ${types.int} not null default 0`,
    `folded ${types.text} not null default ''`,
  ];
  for (const column of columns) await sql.raw(`alter table chat_message add column ${column}`).execute(db);
  for (let after = 0; ;) {
    const rows = await db.selectFrom('chat_message').select(['seq', 'text']).where('seq', '>', after).orderBy('seq').limit(500).execute();
    if (rows.length === 0) return;
    for (const { seq, text } of rows)
      await db
        .updateTable('chat_message')
        .set({ folded: folded(text) })
        .where('seq', '=', seq)
        .execute();
    after = rows.at(-1)?.seq ?? after;
  }
}

import type { Db } from './engine.ts';

/** The rooms a person may read: every public one, and those they are in. */
export const readable = (db: Db, person: string | null) =>
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

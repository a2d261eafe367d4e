import type { ChatFile, ChatFiles, StoredFile } from '../../ports/chat-files.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';
import type { Tables } from './tables.ts';

export const fileOf = ({ id, name, type, size, width, height }: Tables['file']): ChatFile => ({ id, name, type, size, width, height });

const storedOf = (r: Tables['file']): StoredFile => ({ ...fileOf(r), room: r.room, message: r.message, uploader: r.uploader });

/** Files in pieces, each written in a commit of its own, so that nobody waits for a large one. */
export function files(db: Db, gather: Gather): ChatFiles {
  return {
    async file(id) {
      const row = await db.selectFrom('file').selectAll().where('id', '=', id).where('is_whole', '=', 1).executeTakeFirst();
      return row ? storedOf(row) : null;
    },
    async piece(id, n) {
      const row = await db.selectFrom('file_chunk').select('body').where('file', '=', id).where('n', '=', n).executeTakeFirst();
      return row?.body ?? null;
    },
    begin: ({ id, room, uploader, name, at }) =>
      gather.add(async (tx) => {
        const row = { id, room, uploader, name, at, message: null, type: '', size: 0, width: null, height: null, is_whole: 0 };
        await tx.insertInto('file').values(row).execute();
      }),
    append: (file, n, body) => gather.add(async (tx) => void (await tx.insertInto('file_chunk').values({ file, n, body }).execute())),
    finish: (id, is) =>
      gather.add(
        async (tx) =>
          void (await tx
            .updateTable('file')
            .set({ ...is, is_whole: 1 })
            .where('id', '=', id)
            .execute()),
      ),
    discard: (id) =>
      gather.add(async (tx) => {
        const gone = await tx.deleteFrom('file').where('id', '=', id).where('message', 'is', null).returning('id').executeTakeFirst();
        if (gone) await tx.deleteFrom('file_chunk').where('file', '=', id).execute();
      }),
    keep: (ids, message) =>
      gather.add(async (tx) => {
        if (ids.length > 0) await tx.updateTable('file').set({ message }).where('id', 'in', ids).where('message', 'is', null).execute();
      }),
    forget: (owner) => gather.add(async (tx) => void (await forgetFiles(tx, owner))),
  };
}

/** Takes the files that go with a message; answers what they were called. */
export async function forgetFiles(tx: Db, message: string): Promise<string[]> {
  const gone = await tx.deleteFrom('file').where('message', '=', message).returning(['id', 'name']).execute();
  for (const { id } of gone) await tx.deleteFrom('file_chunk').where('file', '=', id).execute();
  return gone.map(({ name }) => name);
}

/** Uploads that were broken off or never sent, in small numbers: each may be large. Answers how many went. */
export async function pruneFiles(tx: Db, before: number): Promise<number> {
  const loose = await tx.selectFrom('file').select('id').where('message', 'is', null).where('at', '<', before).limit(10).execute();
  for (const { id } of loose) {
    await tx.deleteFrom('file_chunk').where('file', '=', id).execute();
    await tx.deleteFrom('file').where('id', '=', id).execute();
  }
  return loose.length;
}

import { folded } from '../../domain/chat/folded.ts';
import type { ChatMessage, ChatWriter, Posting } from '../../ports/chat-history.ts';
import { dressed, type MessageRow } from './chat-messages.ts';
import type { Db } from './engine.ts';
import { forgetFiles } from './files.ts';
import type { Gather } from './gather.ts';

type Change = Partial<Omit<MessageRow, 'id' | 'seq'>>;

const all = (db: Db) => db.selectFrom('chat_message').selectAll();
const one = async (tx: Db, row: MessageRow | undefined): Promise<ChatMessage | null> =>
  row ? ((await dressed(tx, [row]))[0] ?? null) : null;
/** What is deleted is never changed again. */
const change = async (tx: Db, id: string, set: Change): Promise<ChatMessage | null> =>
  one(
    tx,
    await tx.updateTable('chat_message').set(set).where('id', '=', id).where('deleted_at', 'is', null).returningAll().executeTakeFirst(),
  );

type MessageWrites = Omit<ChatWriter, 'ensureRoom' | 'join' | 'leave' | 'setTopic' | 'setArchived' | 'markRead'>;

export function messageWrites(gather: Gather): MessageWrites {
  return {
    ...wordWrites(gather),
    post: (m) => gather.add((tx) => post(tx, m)),
    edit: (id, { text, card, at }) =>
      gather.add((tx) => change(tx, id, { text, folded: folded(text), card: card ? JSON.stringify(card) : null, edited_at: at })),
    react: (id, { emoji, person, on, at }) =>
      gather.add(async (tx) => {
        const row = await all(tx).where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst();
        if (!row) return null;
        const mark = { message: id, emoji, person };
        if (on)
          await tx
            .insertInto('chat_reaction')
            .values({ ...mark, at })
            .onConflict((c) => c.doNothing())
            .execute();
        else
          await tx.deleteFrom('chat_reaction').where('message', '=', id).where('emoji', '=', emoji).where('person', '=', person).execute();
        return one(tx, row);
      }),
    pin: (id) => gather.add((tx) => change(tx, id, { pinned: 1 })),
    unpin: (id) => gather.add((tx) => change(tx, id, { pinned: 0 })),
  };
}

/** A person's own words, changed or taken back. */
function wordWrites(gather: Gather): Pick<MessageWrites, 'rewrite' | 'erase'> {
  return {
    rewrite: (id, { text, at, by, mentions }) =>
      gather.add(async (tx) => {
        const before = await keepVersion(tx, id);
        const after = before && (await change(tx, id, { text, folded: folded(text), edited_at: at }));
        if (!after) return null;
        await mention(tx, after, mentions);
        await audit(tx, 'chat/edit', { at, by, data: { message: id, room: after.room, author: after.author.name } });
        return after;
      }),
    erase: (id, { at, by }) =>
      gather.add(async (tx) => {
        const before = await keepVersion(tx, id);
        const after = before && (await change(tx, id, { text: '', folded: '', card: null, pinned: 0, deleted_at: at }));
        if (!after) return null;
        await tx.deleteFrom('chat_mention').where('message', '=', id).execute();
        await tx.deleteFrom('chat_reaction').where('message', '=', id).execute();
        const files = await forgetFiles(tx, id);
        const data = { message: id, room: after.room, author: after.author.name, files };
        await audit(tx, 'chat/delete', { at, by, data });
        return { ...after, reactions: [], files: [] };
      }),
  };
}

async function post(tx: Db, m: Posting): Promise<{ message: ChatMessage; repeated: boolean }> {
  const values = {
    id: m.id ?? m.key,
    dedupe: m.key,
    room: m.room,
    author_kind: m.author.kind,
    author: m.author.name,
    at: m.at,
    text: m.text,
    card: m.card ? JSON.stringify(m.card) : null,
    edited_at: null,
    pinned: 0,
    thread: m.thread ?? null,
    is_in_room: m.isInRoom === false ? 0 : 1,
    deleted_at: null,
    folded: folded(m.text),
  };
  const made = await tx
    .insertInto('chat_message')
    .values(values)
    .onConflict((c) => c.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (made) await follow(tx, made, m);
  const row = made ?? (await all(tx).where('dedupe', '=', m.key).executeTakeFirstOrThrow());
  const message = await one(tx, row);
  if (!message) throw new Error(`store: the message ${m.key} was written and is not there`);
  return { message, repeated: made === undefined };
}

/** What a new message takes along: the room's time, its files, whom it speaks to. */
async function follow(tx: Db, row: MessageRow, m: Posting): Promise<void> {
  if (row.is_in_room === 1) await tx.updateTable('chat_room').set({ last_at: m.at }).where('id', '=', m.room).execute();
  if (m.files?.length)
    await tx
      .updateTable('file')
      .set({ message: row.id })
      .where('id', 'in', m.files)
      .where('room', '=', m.room)
      .where('uploader', '=', m.author.name)
      .where('message', 'is', null)
      .where('is_whole', '=', 1)
      .execute();
  await mention(tx, row, m.mentions ?? []);
}

async function mention(tx: Db, { id, room, seq }: Pick<ChatMessage, 'id' | 'room' | 'seq'>, people: readonly string[]): Promise<void> {
  await tx.deleteFrom('chat_mention').where('message', '=', id).execute();
  const rows = [...new Set(people)].map((person) => ({ person, room, message: id, seq }));
  for (let from = 0; from < rows.length; from += 500)
    await tx
      .insertInto('chat_mention')
      .values(rows.slice(from, from + 500))
      .execute();
}

/** What it says now becomes what it said before; null when there is no such message. */
async function keepVersion(tx: Db, id: string): Promise<MessageRow | null> {
  const row = await all(tx).where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst();
  if (!row) return null;
  const known = await tx
    .selectFrom('chat_version')
    .select((w) => w.fn.max('version').as('version'))
    .where('message', '=', id)
    .executeTakeFirst();
  const version = (known?.version ?? 0) + 1;
  await tx
    .insertInto('chat_version')
    .values({ message: id, version, at: row.edited_at ?? row.at, text: row.text })
    .execute();
  return row;
}

async function audit(
  tx: Db,
  what: string,
  { at, by, data }: { at: number; by: string; data: { room: string; [more: string]: unknown } },
): Promise<void> {
  const row = { at, actor: by, via: 'chat:web', what, outcome: 'done', data: JSON.stringify(data), hash: null };
  const incident = tx.selectFrom('chat_room').select('incident').where('id', '=', data.room);
  await tx
    .insertInto('audit')
    .values({ ...row, incident })
    .execute();
}

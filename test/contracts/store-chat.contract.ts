import { beforeAll, describe, expect, test } from 'vitest';
import type { ChatMessage, Posting } from '../../ports/chat-history.ts';
import { t0, type Bench } from './store-bench.ts';

/** The web chat's own rooms and messages. */
export function chatPromises(bench: Bench): void {
  const room = (id: string, given: object = {}) => ({
    id,
    kind: 'room' as const,
    name: id,
    incident: null,
    private: false,
    members: ['ana'],
    at: t0,
    ...given,
  });
  const bot = { kind: 'bot', name: 'emergency-assistant' } as const;
  const post = (key: string, to: string, text: string, at = t0) =>
    bench.store.chat.post({ key, room: to, author: bot, at, text, card: null });
  const texts = (found: readonly ChatMessage[]): string[] => found.map((m) => m.text);

  beforeAll(async () => {
    await bench.store.chat.ensureRoom(room('open'));
    await bench.store.chat.ensureRoom(room('hidden', { private: true, members: ['ana', 'bo'] }));
    await bench.store.chat.ensureRoom(room('dm-ana', { kind: 'dm', private: true }));
  });

  describe('a room', () => {
    test('is archived, and taken out again', async () => {
      await bench.store.chat.ensureRoom(room('put-away'));
      await bench.store.chat.setArchived('put-away', true);
      expect(await bench.store.chat.room('put-away')).toMatchObject({ archived: true });
      await bench.store.chat.ensureRoom(room('put-away'));
      expect(
        (await bench.store.chat.rooms('ana')).find((r) => r.id === 'put-away'),
        'made again it stays so',
      ).toMatchObject({ archived: true });
      await bench.store.chat.setArchived('put-away', false);
      expect(await bench.store.chat.room('put-away')).toMatchObject({ archived: false });
    });
    test('is made once, by twenty at once', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => bench.store.chat.ensureRoom(room('once'))));
      expect(all.filter((r) => r.created)).toHaveLength(1);
      expect(new Set(all.map((r) => r.id))).toEqual(new Set(['once']));
    });
    test('made again it takes in who was not there', async () => {
      await bench.store.chat.ensureRoom(room('grows', { members: ['bo', 'ana', 'bo'] }));
      expect(await bench.store.chat.ensureRoom(room('grows', { members: ['chen', 'ana'], name: 'other' }))).toEqual({
        id: 'grows',
        created: false,
      });
      expect([await bench.store.chat.members('grows'), (await bench.store.chat.room('grows'))?.name]).toEqual([
        ['ana', 'bo', 'chen'],
        'grows',
      ]);
    });
    test('is joined once, by nobody too', async () => {
      await bench.store.chat.join('open', ['dora', 'dora', 'ana']);
      await bench.store.chat.join('open', []);
      expect(await bench.store.chat.members('open')).toEqual(['ana', 'dora']);
    });
    test('is left by some, by nobody and by who was not in it', async () => {
      await bench.store.chat.join('open', ['eve', 'finn']);
      await bench.store.chat.leave('open', ['eve', 'nobody']);
      await bench.store.chat.leave('open', []);
      expect(await bench.store.chat.members('open')).toEqual(expect.arrayContaining(['finn']));
      expect(await bench.store.chat.members('open')).not.toContain('eve');
      await bench.store.chat.leave('open', ['finn']);
    });
    test('has a name of emoji and a topic', async () => {
      await bench.store.chat.ensureRoom(room('named', { name: 'INC-20261123-001 订单被拒 🚨', incident: 'INC-20261123-001' }));
      await bench.store.chat.setTopic('named', 'SEV1 · 处理中');
      expect(await bench.store.chat.room('named')).toEqual({
        id: 'named',
        kind: 'room',
        name: 'INC-20261123-001 订单被拒 🚨',
        topic: 'SEV1 · 处理中',
        incident: 'INC-20261123-001',
        private: false,
        lastAt: t0,
        archived: false,
      });
    });
    test('that never was is null, and has nothing', async () => {
      const { chat } = bench.store;
      expect([
        await chat.room('none'),
        await chat.members('none'),
        await chat.messages('none', null, 10),
        await chat.pins('none'),
        await chat.mayRead('none', 'ana'),
      ]).toEqual([null, [], [], [], false]);
    });
  });

  describe('who reads what', () => {
    test.each<[who: string, person: string | null, hidden: boolean, dm: boolean]>([
      ['a member', 'bo', true, false],
      ['the one it is for', 'ana', true, true],
      ['another', 'chen', false, false],
      ['somebody without a name', null, false, false],
      ['somebody with an empty name', '', false, false],
    ])('%s', async (_who, person, hidden, dm) => {
      const { chat } = bench.store;
      const listed = new Set((await chat.rooms(person)).map((r) => r.id));
      expect([listed.has('open'), listed.has('hidden'), listed.has('dm-ana')]).toEqual([true, hidden, dm]);
      expect([await chat.mayRead('open', person), await chat.mayRead('hidden', person), await chat.mayRead('dm-ana', person)]).toEqual([
        true,
        hidden,
        dm,
      ]);
    });
    test('newest talk first', async () => {
      await bench.store.chat.ensureRoom(room('quiet', { at: t0 - 9 }));
      await bench.store.chat.ensureRoom(room('talked-in'));
      await post('talk', 'talked-in', 'hello', t0 + 9);
      const order = (await bench.store.chat.rooms('ana')).map((r) => r.id);
      expect([order[0], order.at(-1)]).toEqual(['talked-in', 'quiet']);
    });
  });

  describe('a message', () => {
    test('is posted once per key, by twenty at once, and a repeat answers the first', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, (_, n) => post('same', 'open', `text ${n}`)));
      expect(all.filter((m) => !m.repeated)).toHaveLength(1);
      expect(new Set(all.map((m) => m.message.text)).size).toBe(1);
    });
    test('keeps text, card, author and time', async () => {
      const card = {
        title: '订单',
        severity: 'SEV1' as const,
        actions: [{ token: 't', label: '认领' }],
        fields: [{ label: 'a', value: '"\\\n' }],
      };
      const { message } = await bench.store.chat.post({
        key: 'whole',
        room: 'open',
        author: { kind: 'person', name: 'ana' },
        at: t0 + 5,
        text: '“你好” 👩‍🚒',
        card,
      });
      expect(message).toEqual({
        id: 'whole',
        seq: expect.any(Number) as number,
        room: 'open',
        author: { kind: 'person', name: 'ana' },
        at: t0 + 5,
        text: '“你好” 👩‍🚒',
        card,
        editedAt: null,
        deletedAt: null,
        pinned: false,
        thread: null,
        isInRoom: true,
        replies: null,
        reactions: [],
        files: [],
      });
      expect((await bench.store.chat.messages('open', null, 1))[0]).toEqual(message);
    });
    test('of a mebibyte comes back whole', async () => {
      const text = '警报'.repeat(200_000);
      await post('big', 'open', text);
      expect((await bench.store.chat.messages('open', null, 1))[0]?.text).toBe(text);
    });
    test('is edited in place, and says when', async () => {
      const { message } = await post('edited', 'open', 'before');
      const edited = await bench.store.chat.edit(message.id, { text: 'after', card: null, at: t0 + 7 });
      expect(edited).toEqual({ ...message, text: 'after', editedAt: t0 + 7 });
      expect(await bench.store.chat.edit('none', { text: 'x', card: null, at: t0 })).toBeNull();
    });
    test('is pinned, stays pinned over an edit, and pins come in order', async () => {
      await bench.store.chat.ensureRoom(room('pins'));
      for (const key of ['p1', 'p2', 'p3']) await post(key, 'pins', key);
      await bench.store.chat.pin('p3');
      await bench.store.chat.pin('p1');
      await bench.store.chat.edit('p1', { text: 'p1 later', card: null, at: t0 });
      expect(texts(await bench.store.chat.pins('pins'))).toEqual(['p1 later', 'p3']);
      expect(await bench.store.chat.pin('none')).toBeNull();
    });
    test('NUL and halves of characters break nothing', async () => {
      const { message } = await post('odd', 'open', 'a\0b\ud800c');
      expect(message.text).not.toContain('\0');
      expect((await bench.store.chat.messages('open', null, 1))[0]?.text).toBe(message.text);
    });
  });

  describe('the history', () => {
    beforeAll(async () => {
      await bench.store.chat.ensureRoom(room('long'));
      for (let n = 0; n < 25; n++) await post(`long-${n}`, 'long', `${n}`);
    });
    test('is the newest, oldest of them first', async () =>
      expect(texts(await bench.store.chat.messages('long', null, 3))).toEqual(['22', '23', '24']));
    test('goes back page by page without a gap', async () => {
      const found: string[] = [];
      for (let before: number | null = null; ;) {
        const page: ChatMessage[] = await bench.store.chat.messages('long', before, 10);
        if (page.length === 0) break;
        found.unshift(...texts(page));
        before = page[0]?.seq ?? null;
      }
      expect(found).toEqual(Array.from({ length: 25 }, (_, n) => `${n}`));
    });
    test('is there after a restart', async () => {
      await bench.reopen();
      expect(await bench.store.chat.messages('long', null, 200)).toHaveLength(25);
    });
  });

  wholeChatPromises(bench);
}

const ana = { kind: 'person', name: 'ana' } as const;
const bo = { kind: 'person', name: 'bo' } as const;

/** Threads, reactions, edits, deletions, read marks, mentions, search and files. */
function wholeChatPromises(bench: Bench): void {
  const says = async (id: string, text: string, more: Partial<Posting> = {}): Promise<ChatMessage> =>
    (await bench.store.chat.post({ key: `key ${id}`, id, room: 'whole', author: ana, at: t0, text, card: null, ...more })).message;
  const ids = (found: readonly ChatMessage[]): string[] => found.map((m) => m.id);
  const room = (id: string, isPrivate: boolean) =>
    bench.store.chat.ensureRoom({ id, kind: 'room', name: id, incident: null, private: isPrivate, members: ['ana', 'bo'], at: t0 });

  beforeAll(async () => {
    await room('whole', false);
    await room('secret', true);
  });

  describe('a thread', () => {
    beforeAll(async () => {
      await says('root', 'what is it?');
      await says('r1', 'the gateway', { author: bo, thread: 'root', isInRoom: false, at: t0 + 1 });
      await says('r2', 'the switch', { thread: 'root', isInRoom: true, at: t0 + 2 });
    });
    test('hangs on its message, which says how many and who', async () => {
      expect((await bench.store.chat.message('root'))?.replies).toEqual({ count: 2, lastAt: t0 + 2, people: ['bo', 'ana'] });
      expect(ids(await bench.store.chat.thread('root', 10))).toEqual(['r1', 'r2']);
      expect(ids(await bench.store.chat.thread('root', 1))).toEqual(['r2']);
    });
    test('is in the room only with what was said to the room too', async () =>
      expect(ids(await bench.store.chat.messages('whole', null, 10))).toEqual(['root', 'r2']));
    test('counts no answer that was deleted', async () => {
      await says('r3', 'wrong', { thread: 'root', isInRoom: false });
      await bench.store.chat.erase('r3', { at: t0, by: 'person:ana' });
      expect((await bench.store.chat.message('root'))?.replies?.count).toBe(2);
    });
  });

  describe('a reaction', () => {
    test('counts each person once, in the order of coming, and can be taken back', async () => {
      await says('liked', 'done');
      const react = (person: string, emoji: string, on = true) =>
        bench.store.chat.react('liked', { person, emoji, on, at: t0 + person.length });
      await Promise.all([react('ana', '👍'), react('ana', '👍')]);
      await react('bo', '👀');
      expect((await react('bo', '👍'))?.reactions).toEqual([
        { emoji: '👀', people: ['bo'] },
        { emoji: '👍', people: ['bo', 'ana'] },
      ]);
      await react('bo', '👀', false);
      expect((await react('ana', '👍', false))?.reactions).toEqual([{ emoji: '👍', people: ['bo'] }]);
    });
    test('to what is not there is null', async () =>
      expect(await bench.store.chat.react('none', { person: 'ana', emoji: '👍', on: true, at: t0 })).toBeNull());
  });

  describe('words that are changed', () => {
    test('are kept as they were', async () => {
      await says('slip', 'frist', { at: t0 });
      await bench.store.chat.rewrite('slip', { text: 'first', at: t0 + 5, by: 'person:ana', mentions: [] });
      const now = await bench.store.chat.rewrite('slip', { text: 'first!', at: t0 + 9, by: 'person:ana', mentions: [] });
      expect([now?.text, now?.editedAt]).toEqual(['first!', t0 + 9]);
      expect(await bench.store.chat.versions('slip')).toEqual([
        { at: t0, text: 'frist' },
        { at: t0 + 5, text: 'first' },
      ]);
    });
    test('are not there: null', async () =>
      expect(await bench.store.chat.rewrite('none', { text: 'x', at: t0, by: 'person:ana', mentions: [] })).toBeNull());
  });

  describe('what is deleted', () => {
    test('leaves its place, and nothing of its words, files, reactions and history', async () => {
      await bench.store.files.begin({ id: 'f-gone', room: 'whole', uploader: 'ana', name: 'a.txt', at: t0 });
      await bench.store.files.append('f-gone', 0, Buffer.from('secret'));
      await bench.store.files.finish('f-gone', { type: 'text/plain', size: 6, width: null, height: null });
      await says('gone', 'a password', { files: ['f-gone'], mentions: ['bo'] });
      await bench.store.chat.pin('gone');
      await bench.store.chat.react('gone', { person: 'bo', emoji: '👍', on: true, at: t0 });
      await bench.store.chat.rewrite('gone', { text: 'the password', at: t0 + 1, by: 'person:ana', mentions: [] });
      expect(await bench.store.chat.erase('gone', { at: t0 + 2, by: 'person:ana' })).toMatchObject({ text: '', deletedAt: t0 + 2 });
      expect(await bench.store.chat.message('gone')).toMatchObject({ text: '', card: null, pinned: false, files: [], reactions: [] });
      expect([
        await bench.store.chat.versions('gone'),
        await bench.store.files.file('f-gone'),
        await bench.store.files.piece('f-gone', 0),
      ]).toEqual([[], null, null]);
      expect(await bench.store.chat.search({ words: ['password'], limit: 10 }, 'ana')).toEqual([]);
    });
    test('stays deleted: it takes no edit, pin, reaction or second deletion', async () => {
      const { chat } = bench.store;
      await says('over', 'x');
      await chat.erase('over', { at: t0, by: 'person:ana' });
      const later = [
        chat.edit('over', { text: 'y', card: null, at: t0 }),
        chat.rewrite('over', { text: 'y', at: t0, by: 'person:ana', mentions: [] }),
        chat.react('over', { person: 'bo', emoji: '👍', on: true, at: t0 }),
        chat.pin('over'),
        chat.erase('over', { at: t0, by: 'person:ana' }),
      ];
      expect(await Promise.all(later)).toEqual([null, null, null, null, null]);
    });
  });

  test('a pin is taken off', async () => {
    await says('pinned', 'the cause');
    await bench.store.chat.pin('pinned');
    expect((await bench.store.chat.unpin('pinned'))?.pinned).toBe(false);
  });

  describe('what is unread', () => {
    const unread = async (person: string) => (await bench.store.chat.unread(person)).get('news');
    beforeAll(async () => {
      await room('news', false);
      for (let n = 0; n < 3; n++) await says(`n${n}`, `${n}`, { room: 'news', author: bo });
      await says('mine', 'me', { room: 'news' });
      await says('hey', '@ana', { room: 'news', author: bo, mentions: ['ana', 'ana'] });
      await says('deep', '@ana', { room: 'news', author: bo, thread: 'n0', isInRoom: false, mentions: ['ana'] });
    });
    test('is what others said in the room, and apart from it what speaks to me, in threads too', async () =>
      expect(await unread('ana')).toEqual({ messages: 4, mentions: 2 }));
    test('ends with the mark, which never goes back', async () => {
      const { chat } = bench.store;
      const seq = async (id: string) => (await chat.message(id))?.seq ?? 0;
      expect(await chat.markRead('news', 'ana', await seq('n2'))).toBe(true);
      expect(await unread('ana')).toEqual({ messages: 1, mentions: 2 });
      expect(await chat.markRead('news', 'ana', await seq('n0'))).toBe(false);
      await chat.markRead('news', 'ana', await seq('deep'));
      expect([await unread('ana'), await chat.readMark('news', 'ana')]).toEqual([undefined, await seq('deep')]);
    });
    test('is nothing for somebody who never was there, until it speaks to them', async () => {
      expect(await unread('chen')).toBeUndefined();
      await says('chen', '@chen', { room: 'news', author: bo, mentions: ['chen'] });
      expect(await unread('chen')).toEqual({ messages: 0, mentions: 1 });
      await bench.store.chat.rewrite('chen', { text: 'never mind', at: t0, by: 'person:bo', mentions: [] });
      expect(await unread('chen')).toBeUndefined();
    });
    test('follows whoever has read there', async () => {
      await bench.store.chat.markRead('news', 'dora', 1);
      expect(await bench.store.chat.followers('news')).toEqual(['ana', 'bo', 'dora']);
      expect((await unread('dora'))?.messages).toBe(6);
    });
  });

  describe('search', () => {
    beforeAll(async () => {
      await says('s1', '支付网关 Timeout 100%_ok', { at: t0 + 10 });
      await says('s2', 'payment ＴＩＭＥＯＵＴ again', { author: bo, at: t0 + 20 });
      await says('s3', 'timeout in secret', { room: 'secret', at: t0 + 30 });
    });
    const finds = async (words: string[], person: string | null = 'chen', more: object = {}) =>
      ids(await bench.store.chat.search({ words, limit: 10, ...more }, person));
    test('whatever the case and width, newest first, and only where one may read', async () => {
      expect(await finds(['timeout'])).toEqual(['s2', 's1']);
      expect(await finds(['timeout'], null)).toEqual(['s2', 's1']);
      expect(await finds(['timeout'], 'ana')).toEqual(['s3', 's2', 's1']);
    });
    test('in Chinese, all words at once, and `%` is nothing special', async () => {
      expect([await finds(['网关', 'timeout']), await finds(['100%_']), await finds(['1%k']), await finds(['_'])]).toEqual([
        ['s1'],
        ['s1'],
        [],
        ['s1'],
      ]);
    });
    test('by room, person and time', async () => {
      expect(await finds(['timeout'], 'ana', { room: 'secret' })).toEqual(['s3']);
      expect(await finds(['timeout'], 'chen', { room: 'secret' })).toEqual([]);
      expect(await finds(['timeout'], 'ana', { author: 'bo' })).toEqual(['s2']);
      expect(await finds(['timeout'], 'ana', { after: t0 + 11, before: t0 + 30 })).toEqual(['s2']);
      expect(await finds(['timeout'], 'ana', { limit: 1 })).toEqual(['s3']);
    });
  });

  describe('a file', () => {
    const upload = async (id: string, uploader: string): Promise<void> => {
      await bench.store.files.begin({ id, room: 'whole', uploader, name: '截图 1.png', at: t0 });
      await bench.store.files.append(id, 0, Uint8Array.of(0, 1, 255));
      await bench.store.files.append(id, 1, Uint8Array.of(9));
      await bench.store.files.finish(id, { type: 'image/png', size: 4, width: 2, height: 1 });
    };
    test('comes back byte by byte, and with its message', async () => {
      await upload('f1', 'ana');
      const { files } = bench.store;
      expect([...((await files.piece('f1', 0)) ?? []), ...((await files.piece('f1', 1)) ?? []), await files.piece('f1', 2)]).toEqual([
        0,
        1,
        255,
        9,
        null,
      ]);
      const sent = await says('withfile', 'look', { files: ['f1'] });
      expect(sent.files).toEqual([{ id: 'f1', name: '截图 1.png', type: 'image/png', size: 4, width: 2, height: 1 }]);
      expect(await files.file('f1')).toMatchObject({ room: 'whole', message: 'withfile', uploader: 'ana' });
    });
    test('of somebody else, of another room, or sent already goes with no message', async () => {
      await upload('f2', 'bo');
      expect((await says('thief', 'mine', { files: ['f2', 'f1'] })).files).toEqual([]);
      expect((await says('elsewhere', 'x', { room: 'news', author: bo, files: ['f2'] })).files).toEqual([]);
    });
    test('that is not whole is not there, and is discarded without a trace', async () => {
      const { files } = bench.store;
      await files.begin({ id: 'half', room: 'whole', uploader: 'ana', name: 'x', at: t0 });
      await files.append('half', 0, Uint8Array.of(1));
      expect(await files.file('half')).toBeNull();
      await files.discard('half');
      await files.discard('f1');
      expect([await files.piece('half', 0), await files.file('f1')]).toMatchObject([null, { id: 'f1' }]);
    });
    test('that is kept for a note stays, and goes with it; what goes with a message is not taken from it', async () => {
      const { files } = bench.store;
      await upload('kept', 'bo');
      await files.keep(['kept', 'f1'], 'note a');
      expect([await files.file('kept'), await files.file('f1')]).toMatchObject([{ message: 'note a' }, { message: 'withfile' }]);
      await bench.store.prune(t0 + 3_600_001);
      await files.discard('kept');
      expect((await says('thief too', 'mine', { author: bo, files: ['kept'] })).files).toEqual([]);
      await files.forget('note b');
      expect(await files.piece('kept', 0)).not.toBeNull();
      await files.forget('note a');
      expect([await files.file('kept'), await files.piece('kept', 0), await files.file('f1')]).toMatchObject([null, null, { id: 'f1' }]);
    });
    test('that was never sent is cleared away after an hour', async () => {
      await upload('loose', 'ana');
      await bench.store.prune(t0 + 3_600_000);
      expect(await bench.store.files.file('loose')).not.toBeNull();
      await bench.store.prune(t0 + 3_600_001);
      expect([await bench.store.files.file('loose'), await bench.store.files.piece('loose', 0)]).toEqual([null, null]);
    });
  });

  test('pages go forward as well as back', async () => {
    await room('both-ways', false);
    for (let n = 0; n < 7; n++) await says(`b${n}`, `${n}`, { room: 'both-ways' });
    const from = (await bench.store.chat.message('b2'))?.seq ?? 0;
    expect(ids(await bench.store.chat.messagesAfter('both-ways', from, 3))).toEqual(['b3', 'b4', 'b5']);
  });
}

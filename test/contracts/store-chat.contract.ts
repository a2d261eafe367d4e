import { beforeAll, describe, expect, test } from 'vitest';
import type { ChatMessage } from '../../ports/chat-history.ts';
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
        pinned: false,
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
}

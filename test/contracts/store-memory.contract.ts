import { describe, expect, test } from 'vitest';
import type { Bench } from './store-bench.ts';

/** What adapters of chats must know again after a restart, and who speaks where only one may. */
export function memoryPromises(bench: Bench): void {
  const memory = (chat = 'wecom') => bench.store.memoryOf(chat);
  const soon = (): number => bench.clock.now() + 60_000;

  describe('what a chat remembers', () => {
    test('is read again after a restart, and what is kept anew takes its place', async () => {
      await memory().keep('code', 'one', soon());
      await memory().keep('code', 'two', soon());
      await bench.reopen();
      expect(await memory().read('code')).toBe('two');
    });

    test('is not known to another chat', async () => {
      await memory().keep('shared', 'mine', soon());
      expect([await memory('other').read('shared'), await memory('other').take('shared')]).toEqual([null, null]);
      expect(await memory().read('shared')).toBe('mine');
    });

    test('is forgotten when its time is over, to the millisecond', async () => {
      const until = soon();
      await memory().keep('brief', 'x', until);
      bench.clock.jump(until - bench.clock.now() - 1);
      expect(await memory().read('brief')).toBe('x');
      bench.clock.jump(1);
      expect([await memory().read('brief'), await memory().take('brief')]).toEqual([null, null]);
    });

    test('can be taken once, however many ask at the same time', async () => {
      await memory().keep('once', 'x', soon());
      const taken = await Promise.all(Array.from({ length: 10 }, () => memory().take('once')));
      expect(taken.filter((each) => each !== null)).toEqual(['x']);
      expect(await memory().read('once')).toBeNull();
    });

    test('is found by how its keys begin, to the letter, while its time lasts', async () => {
      for (const key of ['sent/bo/1', 'sent/bo/2/a', 'sent/bob/1', 'sent/Bo/1', 'sent/b_/1', 'sent/bo', '\u{1F514}/x'])
        await memory().keep(key, `in ${key}`, soon());
      await memory('other').keep('sent/bo/3', 'of another chat', soon());
      await memory().keep('sent/bo/brief', 'x', bench.clock.now() + 1);
      bench.clock.jump(1);
      expect([...(await memory().under('sent/bo/'))]).toEqual([
        ['1', 'in sent/bo/1'],
        ['2/a', 'in sent/bo/2/a'],
      ]);
      expect([...(await memory().under('\u{1F514}'))]).toEqual([['/x', 'in \u{1F514}/x']]);
      expect((await memory().under('nothing/')).size).toBe(0);
    });

    test('is null where nothing was ever kept', async () =>
      expect([await memory().read('never'), await memory().take('never')]).toEqual([null, null]));
  });

  describe('a lease', () => {
    test('is held, held on, given back, and held again', async () => {
      const { leases } = bench.store;
      expect([await leases.hold('line', 1_000), await leases.hold('line', 1_000)]).toEqual([true, true]);
      await leases.release('line');
      await leases.release('line');
      expect(await leases.hold('line', 1_000)).toBe(true);
    });
  });
}

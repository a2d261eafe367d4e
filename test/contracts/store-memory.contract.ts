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

import { describe, expect, test } from 'vitest';
import { keyOf, type Key } from '../../domain/event/event.ts';
import type { StoredEffect, StoredTimer } from '../../ports/store.ts';
import type { Bench } from './store-bench.ts';
import { accepted, commit, draft, effect } from './some-events.ts';

const key = keyOf('escalation', 'incident:INC-1');
const leaseMs = 30_000;

/** Timers, effects, parked listeners: what is to be done later, by whoever is alive then. */
export function workPromises(bench: Bench): void {
  const timer = (name: string, at: number): StoredTimer => ({ key, name, at, event: { type: 'escalation.due', data: { name } } });
  const set = (...timers: StoredTimer[]) => commit(bench.store, key, { timers });
  const names = (events: readonly { data: unknown }[]): unknown[] => events.map((e) => (e.data as { name: string }).name);
  const openEffects = async (): Promise<string[]> => {
    bench.clock.jump(10 * leaseMs);
    return (await bench.store.claimEffects()).map((e) => e.id);
  };

  describe('a timer', () => {
    test('fires once', async () => {
      const due = timer('once', bench.clock.now());
      await set(due);
      const both = await Promise.all([bench.store.fireTimers([due]), bench.store.fireTimers([due])]);
      expect(names(both.flat())).toEqual(['once']);
      expect(await bench.store.fireTimers([due])).toEqual([]);
    });

    test('makes an event of its lane, now, by Tocsin', async () => {
      const due = timer('event', bench.clock.now() - 5);
      await set(due);
      expect(await bench.store.fireTimers([due])).toMatchObject([
        { key, type: 'escalation.due', at: bench.clock.now(), by: 'tocsin', via: 'timer', data: { name: 'event' } },
      ]);
    });

    test('that was moved does not fire at its old time', async () => {
      const old = timer('moved', bench.clock.now());
      await set(old);
      await set({ ...old, at: old.at + 60_000 });
      expect(await bench.store.fireTimers([old])).toEqual([]);
      expect(names(await bench.store.fireTimers([{ ...old, at: old.at + 60_000 }]))).toEqual(['moved']);
    });

    test('that was taken away does not fire', async () => {
      const due = timer('gone', bench.clock.now());
      await set(due);
      await commit(bench.store, key, { timersGone: [{ key, name: 'gone' }] });
      expect(await bench.store.fireTimers([due])).toEqual([]);
    });

    test('that is overdue is found by any process, one that is not due is not', async () => {
      await set(timer('overdue', bench.clock.now()), timer('future', bench.clock.now() + 60_000));
      bench.clock.jump(1_000);
      const found = await bench.store.strayTimers();
      expect(found.map((t) => t.name)).toEqual(['overdue']);
      await bench.store.fireTimers(found);
    });

    test('is there after a restart, with all it will say', async () => {
      const later = { ...timer('restart', bench.clock.now() + 1), event: { type: 'page.due', data: { rule: 2, text: '🛎️' } } };
      await set(later);
      await bench.reopen();
      expect((await bench.store.unfinished()).timers).toEqual(expect.arrayContaining([later]));
    });

    test('five hundred are fired together, each once', async () => {
      const many = Array.from({ length: 500 }, (_, n) => timer(`many-${n}`, bench.clock.now()));
      await set(...many);
      expect(new Set(names(await bench.store.fireTimers(many))).size).toBe(500);
    });
  });

  describe('an effect', () => {
    test('in a slot takes the place of the one that waits there', async () => {
      const [old, next, elsewhere] = [effect({}, { slot: 'card/1' }), effect({}, { slot: 'card/1' }), effect({}, { slot: 'card/2' })];
      await commit(bench.store, key, { effects: [old, elsewhere] });
      await commit(bench.store, key, { effects: [next] });
      expect(await openEffects()).toEqual(expect.arrayContaining([next.id, elsewhere.id]));
      expect(await openEffects()).not.toContain(old.id);
      expect(await bench.store.waiting('card/1')).toEqual(next.effect);
      await bench.store.settleEffect(next.id, { state: 'done', echo: [] });
      expect([await bench.store.waiting('card/1'), await bench.store.waiting('card/none')]).toEqual([null, null]);
    });

    test('that is over is never claimed, and its echo is an event', async () => {
      const one = effect();
      await commit(bench.store, key, { effects: [one] });
      const echo = draft({ id: `${one.id}/echo0`, type: 'room.answered' });
      expect(await bench.store.settleEffect(one.id, { state: 'done', echo: [echo] })).toEqual([echo]);
      expect(await bench.store.settleEffect(one.id, { state: 'done', echo: [echo] })).toEqual([]);
      expect(await openEffects()).not.toContain(one.id);
    });

    test.each(['failed', 'dropped'] as const)('that %s is over too', async (state) => {
      const one = effect();
      await commit(bench.store, key, { effects: [one] });
      await bench.store.settleEffect(one.id, { state, error: 'no', echo: [] });
      expect(await openEffects()).not.toContain(one.id);
    });

    test('is claimed only when its holder has been silent for a lease', async () => {
      const one = effect({ nextAt: bench.clock.now() });
      await openEffects();
      await commit(bench.store, key, { effects: [one] });
      bench.clock.jump(leaseMs);
      expect((await bench.store.claimEffects()).map((e) => e.id)).not.toContain(one.id);
      bench.clock.jump(1);
      expect(await bench.store.claimEffects()).toEqual(expect.arrayContaining([{ ...one, unsure: true }]));
      expect((await bench.store.claimEffects()).map((e) => e.id)).not.toContain(one.id);
    });

    test('that is to be tried again is left alone until then, and counts its tries', async () => {
      const one = effect();
      await commit(bench.store, key, { effects: [one] });
      const at = bench.clock.now() + 10 * leaseMs;
      expect(await bench.store.settleEffect(one.id, { state: 'again', at, error: 'busy' })).toEqual([]);
      bench.clock.jump(10 * leaseMs);
      expect((await bench.store.claimEffects()).map((e) => e.id)).not.toContain(one.id);
      bench.clock.jump(leaseMs + 1);
      expect((await bench.store.claimEffects()).find((e) => e.id === one.id)).toMatchObject({ attempts: 1, nextAt: at, unsure: true });
    });

    test('that was refused for now counts no try', async () => {
      const one = effect();
      await commit(bench.store, key, { effects: [one] });
      const at = bench.clock.now() + leaseMs;
      await bench.store.settleEffect(one.id, { state: 'again', at, error: 'too many', isRefused: true });
      bench.clock.jump(2 * leaseMs + 1);
      expect((await bench.store.claimEffects()).find((e) => e.id === one.id)).toMatchObject({ attempts: 0, nextAt: at });
    });

    test.each([false, true])(
      'that was given up is anybody’s at once, and whether it may have been done is known (%s)',
      async (isUnsure) => {
        const one = effect({ nextAt: bench.clock.now() });
        await commit(bench.store, key, { effects: [one] });
        const at = bench.clock.now() + 500;
        await bench.store.settleEffect(one.id, { state: 'again', at, error: 'not ours', isRefused: true, isGivenUp: { isUnsure } });
        const mine = (all: readonly StoredEffect[]) => all.filter(({ id }) => id === one.id);
        expect(mine(await bench.store.claimEffects())).toEqual([{ ...one, nextAt: at, unsure: isUnsure }]);
        expect(mine(await bench.store.claimEffects()), 'it has a holder again').toEqual([]);
      },
    );

    test('that takes the place of one that was given up untouched is as sure as that', async () => {
      const slot = `card/${crypto.randomUUID()}`;
      const [first, next] = [effect({}, { slot }), effect({}, { slot })];
      await commit(bench.store, key, { effects: [first] });
      const at = bench.clock.now();
      await bench.store.settleEffect(first.id, { state: 'again', at, error: 'not ours', isRefused: true, isGivenUp: { isUnsure: false } });
      expect((await commit(bench.store, key, { effects: [next] })).effects).toMatchObject([{ id: next.id, unsure: false }]);
    });

    test('that takes the place of one that was tried, or that an earlier life left, is as unsure of it', async () => {
      const slot = `card/${crypto.randomUUID()}`;
      const stands = async (): Promise<boolean | undefined> => {
        const [stored] = (await commit(bench.store, key, { effects: [effect({}, { slot })] })).effects;
        return stored?.unsure;
      };
      expect(await stands(), 'the first').toBe(false);
      expect(await stands(), 'its place is taken before anybody tried').toBe(false);
      await bench.reopen();
      expect(await stands(), 'left behind').toBe(true);
      const tried = effect({}, { slot });
      await commit(bench.store, key, { effects: [tried] });
      await bench.store.settleEffect(tried.id, { state: 'again', at: bench.clock.now(), error: 'no answer' });
      expect(await stands(), 'tried').toBe(true);
    });

    test('is stored once, however often its commit is tried', async () => {
      const one = effect();
      await commit(bench.store, key, { effects: [one, one] });
      expect((await openEffects()).filter((id) => id === one.id)).toHaveLength(1);
    });
  });

  describe('after a restart', () => {
    test('a single process on SQLite has its effects back at once, and is not sure of them; on PostgreSQL when the lease ends', async () => {
      const one = effect();
      await commit(bench.store, key, { effects: [one] });
      await bench.reopen();
      const atOnce = (await bench.store.unfinished()).effects;
      const later = await openEffects();
      const found = atOnce.find((e) => e.id === one.id);
      expect(found === undefined || found.unsure).toBe(true);
      expect([...atOnce.map((e) => e.id), ...later]).toContain(one.id);
    });

    test('events that wait are there in their order, handled ones are not', async () => {
      const [a, b, c] = [await accepted(bench.store), await accepted(bench.store), await accepted(bench.store)];
      await commit(bench.store, b.key, { handled: [{ id: b.id, reply: null }] });
      await bench.reopen();
      const ids = (await bench.store.unfinished()).events.map((e) => e.id);
      expect(ids.filter((id) => [a.id, b.id, c.id].includes(id))).toEqual([a.id, c.id]);
    });

    test('an event that nobody seems to have in hand is found after a second', async () => {
      const { id } = await accepted(bench.store, { at: bench.clock.now() });
      const ids = async (): Promise<string[]> => (await bench.store.strayEvents()).map((e) => e.id);
      expect(await ids()).not.toContain(id);
      bench.clock.jump(1_000);
      expect(await ids()).toContain(id);
    });
  });

  describe('a listener that threw', () => {
    const park = (event: string, retryAt: number | null) =>
      commit(bench.store, key, { parked: [{ event, listener: 'pager', error: 'Error: no', retryAt }] });
    const parked = async (id: string) => (await bench.store.unfinished()).parked.find((p) => p.event.id === id);

    test('is retried alone, with its tries counted', async () => {
      const event = await accepted(bench.store);
      await park(event.id, 1);
      await park(event.id, 2);
      expect(await parked(event.id)).toEqual({ event, listener: 'pager', attempts: 2 });
    });
    test('is left alone once it came through', async () => {
      const event = await accepted(bench.store);
      await park(event.id, 1);
      await commit(bench.store, key, { unparked: [{ event: event.id, listener: 'pager' }] });
      expect(await parked(event.id)).toBeUndefined();
    });
    test('is left alone once it has been given up', async () => {
      const event = await accepted(bench.store);
      await park(event.id, 1);
      await park(event.id, null);
      expect(await parked(event.id)).toBeUndefined();
    });
  });

  test('a lane can be had again and again by the process that has it', async () => {
    const mine: Key = keyOf('group', 'mine');
    const fences = [await bench.store.claimLane(mine), await bench.store.claimLane(mine)];
    expect(fences.every((f) => f !== null)).toBe(true);
    await commit(bench.store, mine);
    expect(await bench.store.claimLane(mine)).not.toBeNull();
  });
}

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LaneLost } from '../../adapters/store/store.ts';
import { routeTree } from '../../domain/alert/route.ts';
import { settle } from '../../domain/alert/settle.ts';
import { signalFrom, type Signal } from '../../domain/alert/signal.ts';
import { keyOf } from '../../domain/event/event.ts';
import type { Store } from '../../ports/store.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { t0, type Database } from './store-bench.ts';
import { desk, onDesk, turn } from './store-duty.contract.ts';
import { accepted, commit, declare, draft, effect, nothingIn } from './some-events.ts';

/** Two stores on one database, as two processes have them. Only an engine that serves several runs this. */
export function twoProcesses(fresh: () => Promise<Database>): void {
  describe('two processes on one database', () => {
    const clock = new HandClock(t0);
    let one: Store;
    let other: Store;
    beforeAll(async () => {
      const database = await fresh();
      // Both at once: the one that comes second waits for the tables of the first.
      [one, other] = await Promise.all([database.open(clock), database.open(clock)]);
    });
    afterAll(async () => {
      await Promise.all([one.close(), other.close()]);
    });

    test('a lane belongs to one of them', async () => {
      const key = keyOf('group', 'exclusive');
      const both = await Promise.all([one.claimLane(key), other.claimLane(key)]);
      expect(both.filter((f) => f !== null)).toHaveLength(1);
    });

    test('a lane is free once its commit is through', async () => {
      const key = keyOf('group', 'freed');
      const fence = await one.claimLane(key);
      expect(await other.claimLane(key)).toBeNull();
      await one.commitLane({ ...nothingIn(key), fence: fence ?? -1 });
      expect(await other.claimLane(key)).not.toBeNull();
    });

    test('who lost the lane writes nothing', async () => {
      const event = await accepted(one, { key: keyOf('group', 'fenced') });
      const old = await one.claimLane(event.key);
      await one.commitLane({ ...nothingIn(event.key), fence: old ?? -1 });
      const next = await other.claimLane(event.key);
      const late = one.commitLane({
        ...nothingIn(event.key),
        fence: old ?? -1,
        handled: [{ id: event.id, reply: null }],
        facts: [{ ...event, incident: 'INC-fenced' }],
      });
      await expect(late).rejects.toThrow(LaneLost);
      expect(await one.timeline('INC-fenced')).toEqual([]);
      await other.commitLane({ ...nothingIn(event.key), fence: next ?? -1, handled: [{ id: event.id, reply: null }] });
    });

    test('an event offered to both at once is accepted by one', async () => {
      for (let n = 0; n < 20; n++) {
        const same = draft();
        const both = await Promise.all([one.accept([same]), other.accept([same])]);
        expect(both.flat().filter((a) => a.event !== null)).toHaveLength(1);
      }
    });

    test('the same cause declared in both at once is one lane', async () => {
      for (let n = 0; n < 20; n++) {
        const both = await Promise.all([one.accept([declare(`race-${n}`)]), other.accept([declare(`race-${n}`)])]);
        expect(new Set(both.flat().map((a) => a.event?.key)).size).toBe(1);
      }
    });

    test('numbers drawn in both at once are all different', async () => {
      const drawn = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? one : other).accept([declare()])));
      expect(new Set(drawn.flat().map((a) => a.event?.key)).size).toBe(40);
    });

    test('a due timer fires in one of them', async () => {
      const key = keyOf('escalation', 'e');
      const timer = { key, name: 'step', at: t0, event: { type: 'escalation.due', data: {} } };
      await commit(one, key, { timers: [timer] });
      const both = await Promise.all([one.fireTimers([timer]), other.fireTimers([timer])]);
      expect(both.flat()).toHaveLength(1);
    });

    test('the effects of a process that is gone are taken over by one of the others', async () => {
      const waiting = Array.from({ length: 20 }, () => effect({ nextAt: clock.now() }));
      await commit(one, keyOf('group', 'g'), { effects: waiting });
      clock.jump(31_000);
      const both = await Promise.all([one.claimEffects(), other.claimEffects()]);
      expect(
        both
          .flat()
          .map((e) => e.id)
          .toSorted(),
      ).toEqual(waiting.map((e) => e.id).toSorted());
    });

    test('an effect that one gives up is the other’s at once, and nobody has touched it', async () => {
      const waiting = effect({ nextAt: clock.now() });
      await commit(one, keyOf('group', 'given-up'), { effects: [waiting] });
      const again = { state: 'again', at: clock.now(), error: 'not ours', isRefused: true, isGivenUp: { isUnsure: false } } as const;
      await one.settleEffect(waiting.id, again);
      expect((await other.claimEffects()).filter(({ id }) => id === waiting.id)).toMatchObject([{ unsure: false, attempts: 0 }]);
      expect((await one.claimEffects()).filter(({ id }) => id === waiting.id)).toEqual([]);
    });

    test('a lease is held by one of them, and by the other once it is given back or its time is over', async () => {
      const both = await Promise.all([one.leases.hold('line', 1_000), other.leases.hold('line', 1_000)]);
      expect(both.filter(Boolean)).toHaveLength(1);
      const [holder, waits] = both[0] ? [one, other] : [other, one];
      await waits.leases.release('line');
      expect(await waits.leases.hold('line', 1_000), 'what is not theirs they cannot give back').toBe(false);
      await holder.leases.release('line');
      expect(await waits.leases.hold('line', 1_000)).toBe(true);
      clock.jump(999);
      expect(await holder.leases.hold('line', 1_000)).toBe(false);
      clock.jump(1);
      expect(await holder.leases.hold('line', 1_000)).toBe(true);
      expect(await waits.leases.hold('line', 1_000)).toBe(false);
    });

    test('what a chat is to remember the other knows, and one of them takes it', async () => {
      const [mine, theirs] = [one.memoryOf('wecom'), other.memoryOf('wecom')];
      await mine.keep('code', 'x', clock.now() + 1_000);
      expect(await theirs.read('code')).toBe('x');
      expect((await Promise.all([mine.take('code'), theirs.take('code')])).filter((each) => each !== null)).toEqual(['x']);
    });

    test('the same alerts in opposite orders block nobody', async () => {
      const tree = routeTree([]);
      const take = (store: Store, signals: readonly Signal[]) =>
        store.intake({ signals }, (known, deliveries) =>
          settle(known, deliveries, { tree, rules: [], now: t0, id: randomUUID, next: () => 0 }),
        );
      const rounds = 15;
      for (let round = 0; round < rounds; round++) {
        const signals = Array.from({ length: 400 }, (_, n) =>
          signalFrom({ labels: { alertname: 'Deadlock', n: `${round}/${n}` } }, { source: 'prom', now: t0 }),
        );
        const altered = signals.map((s) => ({ ...s, annotations: { summary: 'other words' } }));
        for (const list of [signals, altered]) await Promise.all([take(one, list), take(other, list.toReversed())]);
      }
      expect(await one.groupCounts((await one.signals({ limit: 1 }))[0]?.group ?? '', { toldAt: 0, openedAt: 0 })).toMatchObject({
        firing: rounds * 400,
      });
    });

    test('commits that cross each other both come through', async () => {
      const tree = routeTree([]);
      const note = { type: 'alerts' as const, incident: null, person: null, room: null, data: {} };
      const take = (store: Store, signals: readonly Signal[]) =>
        store.intake({ signals }, (known, deliveries) =>
          settle(known, deliveries, { tree, rules: [], now: t0, id: randomUUID, next: () => 0 }),
        );
      for (let round = 0; round < 20; round++) {
        const signals = Array.from({ length: 300 }, (_, n) =>
          signalFrom({ labels: { alertname: 'Crossing', n: `${round}/${n}` } }, { source: 'prom', now: t0 }),
        );
        const both = [one.keepLive([note]), take(one, signals), take(other, signals), other.keepLive([note])];
        await Promise.all(both);
      }
      const [first] = await one.signals({ limit: 1 });
      expect(first).toBeDefined();
    });

    test('live notes are numbered in the order of the commits: who reads on from the last one misses none', async () => {
      const note = { type: 'alerts' as const, incident: null, person: null, room: null, data: {} };
      const seen: number[] = [];
      const writing = Promise.all(Array.from({ length: 60 }, (_, n) => (n % 2 ? one : other).keepLive([note])));
      const isWriting = { yet: true };
      void writing.then(() => (isWriting.yet = false));
      const read = async (): Promise<void> => void seen.push(...(await one.liveSince(seen.at(-1) ?? 0, 100)).map((k) => k.seq ?? 0));
      while (isWriting.yet) await read();
      await read();
      const all = (await writing).flat().map((k) => k.seq ?? 0);
      expect(all.filter((seq) => !seen.includes(seq))).toEqual([]);
    });

    test('what one configures or covers the other knows at its next look, which is cheap when there is nothing', async () => {
      await one.saveResources([desk]);
      expect([onDesk(other), await other.look(), onDesk(other)]).toEqual([[], true, ['bo']]);
      await turn(one, { type: 'cover.set', data: { id: 'c', start: t0, end: t0 + 1, add: 'ana', remove: 'bo' } });
      expect([onDesk(other), await other.look(), onDesk(other)]).toEqual([['bo'], true, ['ana']]);
      expect(await other.look()).toBe(false);
    });

    test('what one saves the other reads', async () => {
      await one.chat.ensureRoom({ id: 'r', kind: 'room', name: 'r', incident: null, private: false, members: [], at: t0 });
      expect(await other.chat.room('r')).not.toBeNull();
    });
  });
}

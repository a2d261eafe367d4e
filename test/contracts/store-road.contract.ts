import { describe, expect, test } from 'vitest';
import { AlreadyHandled } from '../../adapters/store/lane-commit.ts';
import { keyOf } from '../../domain/event/event.ts';
import { done } from '../../domain/event/reply.ts';
import { t0, type Bench } from './store-bench.ts';
import { accepted, commit, declare, declared, draft, effect, nothingIn } from './some-events.ts';

const day = 86_400_000;

/** Accept, reserve, the lane's one commit. */
export function roadPromises(bench: Bench): void {
  describe('an event is accepted once', () => {
    test('a second time it is known, without a lane', async () => {
      const one = draft();
      const [first] = await bench.store.accept([one]);
      const [second] = await bench.store.accept([one]);
      expect(first).toEqual({ id: one.id, event: one, reply: null });
      expect(second).toEqual({ id: one.id, event: null, reply: null });
    });

    test('twice in one batch it is stored once', async () => {
      const one = draft();
      const both = await bench.store.accept([one, one]);
      expect(both.map((a) => a.event !== null)).toEqual([true, false]);
    });

    test('offered by twenty callers at once one of them gets the lane', async () => {
      const one = draft();
      const all = await Promise.all(Array.from({ length: 20 }, () => bench.store.accept([one])));
      expect(all.flat().filter((a) => a.event !== null)).toHaveLength(1);
    });

    test('the reply it got comes back', async () => {
      const { id, key } = await accepted(bench.store);
      await commit(bench.store, key, { handled: [{ id, reply: done({ n: 1, text: '好' }) }] });
      expect(await bench.store.accept([draft({ id })])).toEqual([{ id, event: null, reply: { ok: true, output: { n: 1, text: '好' } } }]);
    });

    test('what is handled without a reply has none', async () => {
      const { id, key } = await accepted(bench.store);
      await commit(bench.store, key, { handled: [{ id, reply: null }] });
      expect(await bench.store.accept([draft({ id })])).toEqual([{ id, event: null, reply: null }]);
    });

    test('its cause and its data are kept as they were', async () => {
      const given = {
        cause: 'before',
        data: { deep: [{ a: null, b: [1.5, true] }], z: 1, a: 2 },
        via: 'chat:web',
        by: 'bot:pager' as const,
      };
      const event = await accepted(bench.store, given);
      bench.clock.jump(2_000);
      const stray = (await bench.store.strayEvents()).find((e) => e.id === event.id);
      expect(stray).toEqual({ ...event, ...given });
      expect(JSON.stringify(stray?.data)).toBe(JSON.stringify(given.data));
    });
  });

  describe('an incident draws its number', () => {
    const number = async (cause: string | null, at: number): Promise<string> => {
      const [one] = await bench.store.accept([declare(cause, at)]);
      return one?.event?.key ?? 'known';
    };
    test('from one a day, in the order of the declarations', async () => {
      const at = t0 + 10 * day;
      expect([await number(null, at), await number(null, at), await number(null, at + day)]).toEqual([
        'incident:INC-20261203-001',
        'incident:INC-20261203-002',
        'incident:INC-20261204-001',
      ]);
    });
    test('beyond 999 too', async () => {
      const at = t0 + 20 * day;
      const all = await bench.store.accept(Array.from({ length: 1_001 }, () => declare(null, at)));
      expect([all[998], all[1_000]].map((a) => a?.event?.key)).toEqual(['incident:INC-20261213-999', 'incident:INC-20261213-1001']);
    });
    test('a hundred at once draw a hundred', async () => {
      const keys = await Promise.all(Array.from({ length: 100 }, () => number(null, t0 + 30 * day)));
      expect(new Set(keys).size).toBe(100);
    });
    test('the same cause is the same lane while it is open', async () => {
      const [one, other] = await Promise.all([number('group:g1', t0 + 40 * day), number('group:g1', t0 + 40 * day)]);
      expect(one).toBe(other);
    });
    test('another cause is another lane', async () => expect(await number('group:g2', t0)).not.toBe(await number('group:g3', t0)));
  });

  describe('a cause', () => {
    const laneFor = async (cause: string): Promise<string | undefined> => (await bench.store.accept([declare(cause)]))[0]?.event?.key;

    test('is free again once its incident is resolved', async () => {
      const i = await declared(bench.store, {}, 'cause-a');
      expect(await laneFor('cause-a')).toBe(`incident:${i.number}`);
      await commit(bench.store, keyOf('incident', i.number), {
        state: { kind: 'incident', id: i.number, state: { ...i, progress: 'resolved' } },
      });
      expect(await laneFor('cause-a')).not.toBe(`incident:${i.number}`);
    });

    test('is taken again when its incident is reopened', async () => {
      const i = await declared(bench.store, {}, 'cause-b');
      for (const progress of ['resolved', 'open'] as const)
        await commit(bench.store, keyOf('incident', i.number), { state: { kind: 'incident', id: i.number, state: { ...i, progress } } });
      expect(await laneFor('cause-b')).toBe(`incident:${i.number}`);
    });

    test('that another has taken meanwhile stays with the other', async () => {
      const first = await declared(bench.store, {}, 'cause-c');
      const set = (i: typeof first, progress: 'open' | 'resolved') =>
        commit(bench.store, keyOf('incident', i.number), { state: { kind: 'incident', id: i.number, state: { ...i, progress } } });
      await set(first, 'resolved');
      const second = await declared(bench.store, {}, 'cause-c');
      await set(first, 'open');
      expect(await laneFor('cause-c')).toBe(`incident:${second.number}`);
    });
  });

  describe('what a lane decided is one commit', () => {
    test('facts, state, timers, effects, tellings and live notes are all there', async () => {
      const { store } = bench;
      const event = await accepted(store, { key: keyOf('silence', 's1') });
      const state = { id: 's1', matchers: [], startsAt: t0, endsAt: t0 + day, createdBy: 'ana', comment: '', updatedAt: t0 };
      const told = draft({ key: keyOf('group', 'told'), type: 'group.look' });
      const waiting = effect();
      const timer = { key: event.key, name: 'ends', at: t0 + day, event: { type: 'silence.turned', data: { turn: 'ends' } } };
      const made = await commit(store, event.key, {
        handled: [{ id: event.id, reply: null }],
        facts: [{ ...event, type: 'silence.set', data: { n: 1 }, incident: 'INC-story' }],
        state: { kind: 'silence', id: 's1', state },
        timers: [timer],
        tell: [told],
        effects: [waiting],
        live: [{ type: 'alerts', incident: null, person: null, room: null, data: { n: 7 } }],
      });
      expect(made.told).toEqual([told]);
      expect(made.live).toMatchObject([{ type: 'alerts', data: { n: 7 }, seq: expect.any(Number) as number }]);
      expect(await store.state('silence', 's1')).toEqual(state);
      expect((await store.timeline('INC-story')).map((f) => [f.type, f.data])).toEqual([['silence.set', { n: 1 }]]);
      await bench.reopen();
      const left = await bench.store.unfinished();
      expect([left.timers, left.events.map((e) => e.id)]).toEqual([[timer], expect.arrayContaining([told.id])]);
      expect(left.events.map((e) => e.id)).not.toContain(event.id);
    });

    test('an event that was handled already takes the whole commit back', async () => {
      const { store } = bench;
      const event = await accepted(store);
      await commit(store, event.key, { handled: [{ id: event.id, reply: null }] });
      const again = commit(store, event.key, {
        handled: [{ id: event.id, reply: null }],
        facts: [{ ...event, incident: 'INC-twice' }],
        timers: [{ key: event.key, name: 'twice', at: t0, event: { type: 'x', data: {} } }],
        tell: [draft({ id: 'told-twice' })],
      });
      await expect(again).rejects.toThrow(AlreadyHandled);
      const [told] = await store.accept([draft({ id: 'told-twice' })]);
      expect([await store.timeline('INC-twice'), told?.event?.id]).toEqual([[], 'told-twice']);
    });

    test('a piece that fails takes nobody else with it', async () => {
      const { store } = bench;
      const [good, bad, other] = await Promise.all([accepted(store), accepted(store), accepted(store)]);
      await commit(store, bad.key, { handled: [{ id: bad.id, reply: null }] });
      const keys = [good.key, keyOf('group', 'bad'), keyOf('group', 'other')] as const;
      // Claimed before: what is refused must find somebody who waits for it.
      const [first = -1, second = -1, third = -1] = await Promise.all(keys.map(async (key) => (await store.claimLane(key)) ?? -1));
      const results = await Promise.allSettled([
        store.commitLane({
          ...nothingIn(good.key),
          fence: first,
          handled: [{ id: good.id, reply: done('good') }],
        }),
        store.commitLane({
          ...nothingIn(keyOf('group', 'bad')),
          fence: second,
          handled: [{ id: bad.id, reply: null }],
        }),
        store.commitLane({
          ...nothingIn(keyOf('group', 'other')),
          fence: third,
          handled: [{ id: other.id, reply: done('other') }],
        }),
        store.rememberCard('slot', { conv: 'c', msg: 'm' }),
      ]);
      expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      const replies = await store.accept([draft({ id: good.id }), draft({ id: other.id })]);
      expect(replies.map((r) => r.reply)).toEqual([done('good'), done('other')]);
      expect(await store.card('slot')).toEqual({ conv: 'c', msg: 'm' });
    });

    test('a telling that asks for an incident gets its lane in the same commit', async () => {
      const { told } = await commit(bench.store, keyOf('group', 'g'), {
        tell: [declare('told-cause', t0 + 50 * day), declare('told-cause', t0 + 50 * day)],
      });
      expect(told.map((e) => e.key)).toEqual(['incident:INC-20270112-001', 'incident:INC-20270112-001']);
    });

    test('a thousand facts, in their order', async () => {
      const facts = Array.from({ length: 1_000 }, (_, n) => ({
        ...draft({ type: 'incident.noted' }),
        key: keyOf('incident', 'INC-many'),
        data: { n },
        incident: 'INC-many',
      }));
      await commit(bench.store, keyOf('incident', 'INC-many'), { facts });
      const story = await bench.store.timeline('INC-many');
      expect(story.map((f) => (f.data as { n: number }).n)).toEqual(facts.map((f) => f.data.n));
      expect(story.every((f, n) => n === 0 || f.seq > (story[n - 1]?.seq ?? 0))).toBe(true);
    });
  });
}

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { unopened, type Group } from '../../domain/alert/group.ts';
import { parseMatcher } from '../../domain/alert/matcher.ts';
import { routeTree, Route } from '../../domain/alert/route.ts';
import { settle } from '../../domain/alert/settle.ts';
import { signalFrom, type Signal, type StoredSignal } from '../../domain/alert/signal.ts';
import type { Silence } from '../../domain/alert/silence.ts';
import { keyOf, type Event } from '../../domain/event/event.ts';
import { quietNow } from '../../ports/quiet.ts';
import type { Settle } from '../../ports/store.ts';
import { t0, type Bench } from './store-bench.ts';
import { commit } from './some-events.ts';

const minute = 60_000;
const sinceEver = { toldAt: 0, openedAt: 0 };
const tree = routeTree([
  {
    name: 'default',
    spec: Route.parse({ routes: [{ match: ['also="yes"'], continue: true, groupBy: ['instance'] }, { match: ['also="yes"'] }] }),
  },
]);

/** Signals in bulk, merged where they are stored, and the counts that notifications are decided by. */
export function alertPromises(bench: Bench): void {
  const settleAt =
    (now: number): Settle =>
    (known, deliveries) =>
      settle(known, deliveries, { tree, rules: [], now, id: randomUUID, next: () => 0 });
  const signal = (
    labels: Record<string, string>,
    given: { at?: number; endsAt?: number; startsAt?: number; annotations?: Record<string, string> } = {},
  ): Signal => {
    const time = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
    return signalFrom(
      { labels, annotations: given.annotations, startsAt: time(given.startsAt), endsAt: time(given.endsAt) },
      { source: 'prom-sh1', now: given.at ?? t0 },
    );
  };
  const take = async (signals: readonly Signal[], now = t0): Promise<readonly Event[]> =>
    (await bench.store.intake({ signals }, settleAt(now))).events;
  const groupOf = async (fingerprint: string): Promise<string> => (await bench.store.signal(fingerprint))?.group ?? 'none';
  const count = (events: readonly Event[]): number => events.reduce((n, e) => n + (e.data as { count: number }).count, 0);

  describe('the intake', () => {
    test('stores a signal as it was heard', async () => {
      const one = signal({ alertname: '磁盘满', 'dc_\u0001': 'x' }, { annotations: { summary: '“引号” \\ 🚨\n新行', empty: 'x' } });
      const events = await take([one]);
      expect(events).toMatchObject([{ type: 'signals.changed', data: { count: 1 } }]);
      expect(await bench.store.signal(one.fingerprint)).toEqual({
        ...one,
        state: 'firing',
        turnedAt: t0,
        group: events[0]?.key.slice('group:'.length),
        also: [],
      });
    });

    test('hears the same again: no event, only its times move', async () => {
      const labels = { alertname: 'Again' };
      await take([signal(labels)]);
      const later = t0 + minute;
      expect(await take([signal(labels, { at: later, startsAt: t0 })], later)).toEqual([]);
      expect(await bench.store.signal(signal(labels).fingerprint)).toMatchObject({
        updatedAt: later,
        endsAt: later + 5 * minute,
        startsAt: t0,
        turnedAt: t0,
      });
    });

    test('hears it a thousand times in one batch: one row, one event', async () => {
      const events = await take(Array.from({ length: 1_000 }, () => signal({ alertname: 'Thousandfold' })));
      expect([events.length, count(events)]).toEqual([1, 1]);
    });

    test('takes a thousand different ones in one batch', async () => {
      const many = Array.from({ length: 1_000 }, (_, i) => signal({ alertname: 'Many', instance: `db-${i}` }));
      const events = await take(many);
      expect([events.length, count(events)]).toEqual([1, 1_000]);
      expect(await bench.store.groupCounts(events[0]?.key.slice('group:'.length) ?? '', sinceEver)).toMatchObject({ firing: 1_000 });
    });

    test('takes fifty deliveries at once, each alert counted once', async () => {
      const made = await Promise.all(
        Array.from({ length: 50 }, (_, i) => take([signal({ alertname: 'Parallel', instance: `${i % 25}` })])),
      );
      expect(count(made.flat())).toBe(25);
    });

    test('a delivery that cannot be merged fails alone', async () => {
      const broken = { ...signal({ alertname: 'Broken' }), startsAt: Number.NaN };
      const both = await Promise.allSettled([
        take([signal({ alertname: 'Whole' })]),
        bench.store.intake({ signals: [broken] }, () => {
          throw new Error('no');
        }),
      ]);
      const good = await take([signal({ alertname: 'After' })]);
      expect([both.some((r) => r.status === 'rejected'), good.length]).toEqual([true, 1]);
    });

    test('resolves, and knows when', async () => {
      const labels = { alertname: 'Resolving' };
      await take([signal(labels)]);
      const at = t0 + 2 * minute;
      expect(await take([signal(labels, { at, startsAt: t0, endsAt: at })], at)).toMatchObject([
        { data: { changed: [{ change: 'resolved' }] } },
      ]);
      expect(await bench.store.signal(signal(labels).fingerprint)).toMatchObject({
        state: 'resolved',
        turnedAt: at,
        endsAt: at,
        byTimeout: false,
      });
    });

    test('an alert of two routes is in both groups', async () => {
      const one = signal({ alertname: 'Both', also: 'yes', instance: 'db-1' });
      const events = await take([one]);
      const stored = await bench.store.signal(one.fingerprint);
      expect(events.map((e) => e.key.slice('group:'.length)).toSorted()).toEqual([stored?.group ?? '', ...(stored?.also ?? [])].toSorted());
      for (const e of events) expect(await bench.store.signals({ group: e.key.slice('group:'.length), limit: 10 })).toEqual([stored]);
    });

    test('an alert that is routed anew leaves the groups it was in', async () => {
      const labels = { alertname: 'Moved', also: 'yes', instance: 'db-2' };
      const before = await take([signal(labels, { endsAt: t0 })]);
      expect(before).toEqual([]);
      const [old] = await bench.store.signals({ group: (await bench.store.signal(signal(labels).fingerprint))?.also[0] ?? '', limit: 1 });
      const later = t0 + 10 * minute;
      const settleNow: Settle = (known, deliveries) =>
        settle(known, deliveries, { tree: routeTree([]), rules: [], now: later, id: randomUUID, next: () => 0 });
      await bench.store.intake({ signals: [signal(labels, { at: later })] }, settleNow);
      for (const group of [old?.group ?? '', ...(old?.also ?? [])])
        expect(await bench.store.groupCounts(group, sinceEver)).toMatchObject({ firing: 0, resolved: 0 });
    });

    test('nothing at all is nothing', async () => expect(await take([])).toEqual([]));

    test('64 KiB of Chinese in one annotation come back whole', async () => {
      const one = signal({ alertname: 'Long' }, { annotations: { text: '警'.repeat(60_000) } });
      await take([one]);
      expect((await bench.store.signal(one.fingerprint))?.annotations['text']).toHaveLength(60_000);
    });

    test('NUL and halves of characters break nothing', async () => {
      const one = { ...signal({ alertname: 'Odd' }), annotations: { 'nul\0': 'a\0b', half: 'x\ud800y' } };
      await take([one]);
      expect(await bench.store.signal(one.fingerprint)).toMatchObject({ labels: { alertname: 'Odd' }, annotations: one.annotations });
    });
  });

  describe('a list of signals', () => {
    const instances = async (q: Parameters<typeof bench.store.signals>[0]): Promise<string[]> =>
      (await bench.store.signals(q)).map((s) => s.labels['instance'] ?? '').toSorted();
    let group = '';
    beforeAll(async () => {
      const made = [
        signal({ alertname: 'Listed', instance: 'a' }),
        signal({ alertname: 'Listed', instance: 'b' }, { endsAt: t0 + minute }),
        signal({ alertname: 'Listed', instance: 'c' }, { endsAt: t0 }),
      ];
      await take(made);
      group = await groupOf(made[0]?.fingerprint ?? '');
    });
    test('of a group', async () => expect(await instances({ group, limit: 10 })).toEqual(['a', 'b', 'c']));
    test('that fire', async () => expect(await instances({ group, state: 'firing', limit: 10 })).toEqual(['a', 'b']));
    test('that are resolved', async () => expect(await instances({ group, state: 'resolved', limit: 10 })).toEqual(['c']));
    test('that end after a time', async () => expect(await instances({ group, endsAfter: t0 + minute, limit: 10 })).toEqual(['a']));
    test('page by page, in the order of fingerprints', async () => {
      const found: StoredSignal[] = [];
      for (let after: string | undefined; ; after = found.at(-1)?.fingerprint) {
        const page = await bench.store.signals({ group, limit: 1, ...(after ? { after } : {}) });
        if (page.length === 0) break;
        found.push(...page);
      }
      expect(found.map((s) => s.fingerprint)).toEqual(found.map((s) => s.fingerprint).toSorted());
      expect(found).toHaveLength(3);
    });
    test('newest first, page by page, whatever else comes meanwhile', async () => {
      const turn = (instance: string, at: number) => take([signal({ alertname: 'Newest', instance }, { at, endsAt: at + 9 * minute })], at);
      for (const [i, instance] of ['one', 'two', 'two-b', 'three'].entries()) await turn(instance, t0 + Math.min(i, 2) * 1_000);
      const newest = await groupOf(signal({ alertname: 'Newest', instance: 'one' }).fingerprint);
      const all = await bench.store.signals({ group: newest, state: 'firing', order: 'newest', limit: 10 });
      expect(all.map((s) => s.turnedAt - t0)).toEqual([2_000, 2_000, 1_000, 0]);
      const found: string[] = [];
      for (let before: StoredSignal | undefined; ;) {
        const [one] = await bench.store.signals({
          group: newest,
          state: 'firing',
          order: 'newest',
          limit: 1,
          ...(before ? { before } : {}),
        });
        if (!one) break;
        found.push(one.fingerprint);
        if (!before) await turn('later', t0 + 5_000);
        before = one;
      }
      expect(found).toEqual(all.map((s) => s.fingerprint));
    });
    test('newest first over all groups, each state for itself', async () => {
      for (const state of ['firing', 'resolved'] as const) {
        const rows = await bench.store.signals({ state, order: 'newest', limit: 10_000 });
        expect(rows.every((s) => s.state === state)).toBe(true);
        expect(rows.map((s) => s.turnedAt)).toEqual(rows.map((s) => s.turnedAt).toSorted((a, b) => b - a));
        expect(rows.length).toBeGreaterThan(1);
      }
    });
    test('of a group with guests, newest first', async () => {
      const one = signal({ alertname: 'Guest', also: 'yes', instance: 'db-9' });
      await take([one]);
      const [guest] = (await bench.store.signal(one.fingerprint))?.also ?? [];
      const rows = await bench.store.signals({ group: guest ?? '', state: 'firing', order: 'newest', limit: 5 });
      expect(rows.map((s) => s.fingerprint)).toEqual([one.fingerprint]);
    });
    test('of another group: none', async () => expect(await instances({ group: 'default~none', limit: 10 })).toEqual([]));
    test('those whose end has passed while they fire, oldest first', async () => {
      const lapsed = await bench.store.lapsed(t0 + 5 * minute, 10_000);
      expect(lapsed.find((s) => s.labels['instance'] === 'b' && s.group === group)).toBeDefined();
      expect(lapsed.map((s) => s.endsAt)).toEqual(lapsed.map((s) => s.endsAt).toSorted((a, b) => a - b));
      expect(lapsed.every((s) => s.state === 'firing' && s.endsAt <= t0 + 5 * minute)).toBe(true);
      expect(await bench.store.lapsed(t0 + 5 * minute, 1)).toHaveLength(1);
    });
  });

  describe('the counts of a group', () => {
    const silence = (...matchers: string[]): Silence => ({
      id: 's',
      matchers: matchers.map(parseMatcher),
      startsAt: t0,
      endsAt: t0 + minute,
      createdBy: 'ana',
      comment: '',
      updatedAt: t0,
    });
    let group = '';
    beforeAll(async () => {
      const named = (instance: string, given = {}) => signal({ alertname: 'Counted', instance }, given);
      await take([named('a'), named('b'), named('c')]);
      const at = t0 + minute;
      await take([named('d', { at }), named('c', { at, startsAt: t0, endsAt: at })], at);
      group = await groupOf(named('a').fingerprint);
    });
    test.each<
      [
        why: string,
        since: number,
        silences: Silence[],
        counts: [firing: number, resolved: number, newlyFiring: number, newlyResolved: number],
      ]
    >([
      ['all are new to who was told of none', -1, [], [3, 1, 3, 1]],
      ['since then', t0, [], [3, 1, 1, 1]],
      ['nothing new since the last turn', t0 + minute, [], [3, 1, 0, 0]],
      ['without one that is silenced', t0, [silence('instance="d"')], [2, 1, 0, 1]],
      ['without a resolved one that is silenced', t0, [silence('instance="c"')], [3, 0, 1, 0]],
      ['with a silence that hits none of them', t0, [silence('instance="z"')], [3, 1, 1, 1]],
      ['with two silences that hit them all', t0, [silence('instance=~"a|b"'), silence('instance=~"c|d"')], [0, 0, 0, 0]],
    ])('%s', async (_why, since, silences, [firing, resolved, newlyFiring, newlyResolved]) => {
      const { store } = bench;
      const notified = since < 0 ? null : ({ at: since, reason: 'first-notification', firing: 0 } as const);
      const asked: Group = { ...unopened(group, 'default', {}, 0), notified };
      const { allFiring, ...counts } = await (
        await quietNow({ store: { ...store, silences: async () => silences }, now: t0 })
      ).counts(asked);
      expect(counts).toEqual({ firing, resolved, newlyFiring, newlyResolved });
      expect(allFiring).toBe(3);
      expect(Object.values(counts).every((n) => typeof n === 'number')).toBe(true);
    });
    test('of a group that never was', async () =>
      expect(await bench.store.groupCounts('none', sinceEver)).toEqual({ firing: 0, resolved: 0, newlyFiring: 0, newlyResolved: 0 }));
  });

  test('silences that have not ended long ago', async () => {
    const put = (id: string, endsAt: number) =>
      commit(bench.store, keyOf('silence', id), {
        state: { kind: 'silence', id, state: { id, matchers: [], startsAt: t0, endsAt, createdBy: 'ana', comment: '', updatedAt: t0 } },
      });
    await put('s-old', t0 - 1);
    await put('s-now', t0);
    await put('s-later', t0 + 1);
    expect((await bench.store.silences(t0)).map((s) => s.id)).toEqual(['s-later']);
    expect((await bench.store.silences(t0 - 2)).map((s) => s.id)).toEqual(['s-later', 's-now', 's-old']);
    await put('s-old', t0 + 9);
    expect((await bench.store.silences(t0)).map((s) => s.id)).toEqual(['s-later', 's-old']);
  });

  test('views: my own and those that are shared, until they are gone', async () => {
    const put = (id: string, owner: string | null, more: { shared?: boolean; gone?: boolean } = {}) => {
      const state = { id, owner, name: id, shared: more.shared ?? false, gone: more.gone ?? false, filter: {}, savedAt: t0 };
      return commit(bench.store, keyOf('view', id), { state: { kind: 'view', id, state } });
    };
    await put('v-mine', 'ana');
    await put('v-theirs', 'bo');
    await put('v-shared', 'bo', { shared: true });
    await put('v-gone', 'ana', { shared: true, gone: true });
    const ids = async (person: string | null) => (await bench.store.views(person)).map((v) => v.id);
    expect([await ids('ana'), await ids('bo'), await ids(null)]).toEqual([['v-mine', 'v-shared'], ['v-shared', 'v-theirs'], ['v-shared']]);
  });

  test('groups, open and closed', async () => {
    const put = (id: string, open: boolean) =>
      commit(bench.store, keyOf('group', id), { state: { kind: 'group', id, state: { id, open } } });
    await put('g-b', true);
    await put('g-a', true);
    await put('g-c', true);
    await put('g-c', false);
    expect((await bench.store.groups({ open: true })).map((g) => g.id)).toEqual(['g-a', 'g-b']);
    expect((await bench.store.groups({ open: false })).map((g) => g.id)).toEqual(['g-c']);
  });
}

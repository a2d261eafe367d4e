import { describe, expect, test } from 'vitest';
import { routeTree, Route } from '../../../domain/alert/route.ts';
import { settle, type Settled } from '../../../domain/alert/settle.ts';
import type { GroupEvents } from '../../../domain/alert/group.ts';
import type { Signal, StoredSignal } from '../../../domain/alert/signal.ts';
import { heard, minute, t0 } from './some-signals.ts';

const one = [{ name: 'default', spec: Route.parse({}) }];

interface Scene {
  known?: readonly StoredSignal[];
  routes?: typeof one;
  now?: number;
  rules?: Parameters<typeof settle>[2]['rules'];
  /** Until its group may be told. */
  wait?: number;
}

function settled(
  deliveries: readonly (readonly Signal[])[],
  { known = [], routes = one, now = t0, rules = [], wait = 0 }: Scene = {},
): Settled {
  let n = 0;
  const before = new Map(known.map((s) => [s.fingerprint, s]));
  return settle(
    before,
    deliveries.map((signals) => ({ signals })),
    { tree: routeTree(routes), rules, now, id: () => `event-${++n}`, next: (_key, at) => at + wait },
  );
}

const changes = (s: Settled): { group: string; data: GroupEvents['signals.changed'] }[] =>
  s.events.map((e) => ({ group: typeof e.key === 'string' ? e.key : '', data: e.data as GroupEvents['signals.changed'] }));
const counts = (s: Settled): Record<string, number> =>
  Object.fromEntries(changes(s).map((c) => [c.group.split('~')[0] ?? '', c.data.count]));

const named = (alertname: string, instance: string, more: Partial<Signal> = {}): Signal =>
  heard({ labels: { alertname, instance }, ...more });

describe('one event for each group in which something turned', () => {
  test('three alerts of one name are one group', () => {
    const made = settled([['a', 'b', 'c'].map((instance) => named('DiskFull', instance))]);
    expect(made.rows).toHaveLength(3);
    expect(changes(made)).toMatchObject([{ data: { route: 'default', labels: { alertname: 'DiskFull' }, count: 3 } }]);
    expect(new Set(made.rows.map((r) => r.group)).size).toBe(1);
  });

  test('two names are two groups', () => {
    expect(settled([[named('DiskFull', 'a'), named('Down', 'a')]]).events).toHaveLength(2);
  });

  test('several deliveries that are ready together are merged together', () => {
    const made = settled([[named('DiskFull', 'a')], [named('DiskFull', 'b')], [named('DiskFull', 'a')]]);
    expect([made.rows.length, changes(made)[0]?.data.count]).toEqual([2, 2]);
  });

  test('every event is at the time of the merge, from the road, for the lane of its group', () => {
    const [event] = settled([[named('DiskFull', 'a')]], { now: t0 + 7 }).events;
    expect(event).toMatchObject({
      id: 'event-1',
      type: 'signals.changed',
      at: t0 + 7,
      by: 'tocsin',
      via: 'road',
      key: expect.stringMatching(/^group:default~[0-9a-f]{16}$/u) as string,
    });
  });

  test('fifty are named and all are counted', () => {
    const made = settled([Array.from({ length: 500 }, (_, i) => named('DiskFull', `db-${i}`))]);
    expect(changes(made).map((c) => [c.data.changed.length, c.data.count])).toEqual([[50, 500]]);
  });
});

describe('a repeated alert ends here', () => {
  test('a thousand times the same in one batch is one row and one event', () => {
    const made = settled([Array.from({ length: 1_000 }, () => named('DiskFull', 'a'))]);
    expect([made.rows.length, made.heardAgain.length, changes(made)[0]?.data.count]).toEqual([1, 0, 1]);
  });

  test('heard again later it moves its times and makes no event', () => {
    const [known] = settled([[named('DiskFull', 'a')]]).rows;
    const made = settled([[named('DiskFull', 'a', { updatedAt: t0 + minute, startsAt: t0 })]], { known: [known!], now: t0 + minute });
    expect(made).toEqual({
      rows: [],
      heardAgain: [{ ...known, updatedAt: t0 + minute, endsAt: t0 + 6 * minute }],
      inhibitors: [],
      alarms: [],
      events: [],
    });
  });

  test('heard again and then resolved in one batch, it is resolved', () => {
    const [known] = settled([[named('DiskFull', 'a')]]).rows;
    const later = t0 + minute;
    const again = named('DiskFull', 'a', { updatedAt: later, startsAt: t0 });
    const made = settled([[again], [{ ...again, endsAt: later, byTimeout: false }]], { known: [known!], now: later });
    expect([made.rows.map((r) => r.state), made.heardAgain, changes(made)[0]?.data.changed.map((c) => c.change)]).toEqual([
      ['resolved'],
      [],
      ['resolved'],
    ]);
  });

  test('fired and resolved in one batch, both are told in order', () => {
    const made = settled([[named('DiskFull', 'a'), named('DiskFull', 'a', { endsAt: t0, byTimeout: false })]]);
    expect(changes(made)[0]?.data.changed.map((c) => c.change)).toEqual(['new', 'resolved']);
    expect(made.rows.map((r) => r.state)).toEqual(['resolved']);
  });

  test('a stale one is neither written nor told', () => {
    const [known] = settled([[named('DiskFull', 'a', { updatedAt: t0 + 5 })]], { now: t0 + 5 }).rows;
    expect(settled([[named('DiskFull', 'a', { updatedAt: t0 })]], { known: [known!], now: t0 + 6 })).toEqual({
      rows: [],
      heardAgain: [],
      inhibitors: [],
      alarms: [],
      events: [],
    });
  });
});

describe('where routes continue', () => {
  const routes = [
    {
      name: 'default',
      spec: Route.parse({
        routes: [
          { match: ['alertname="DiskFull"'], continue: true },
          { match: ['instance="a"'], groupBy: ['instance'] },
        ],
      }),
    },
  ];

  test('an alert is in two groups, and each is told', () => {
    const made = settled([[named('DiskFull', 'a')]], { routes });
    const [row] = made.rows;
    expect([row?.group.split('~')[0], row?.also.map((g) => g.split('~')[0])]).toEqual(['default/0', ['default/1']]);
    expect(counts(made)).toEqual({ 'group:default/0': 1, 'group:default/1': 1 });
  });

  test('it keeps both while it lasts, whatever becomes of the routes', () => {
    const [known] = settled([[named('DiskFull', 'a')]], { routes }).rows;
    const over = named('DiskFull', 'a', { updatedAt: t0 + minute, endsAt: t0 + minute, byTimeout: false });
    const made = settled([[over]], { known: [known!], now: t0 + minute });
    expect(made.rows).toMatchObject([{ group: known!.group, also: known!.also, state: 'resolved' }]);
    expect(counts(made)).toEqual({ 'group:default/0': 1, 'group:default/1': 1 });
  });

  test('when it fires anew it is routed anew', () => {
    const [known] = settled([[named('DiskFull', 'a', { endsAt: t0, byTimeout: false })]], { routes }).rows;
    const later = t0 + 10 * minute;
    const made = settled([[named('DiskFull', 'a', { updatedAt: later, startsAt: later })]], { known: [known!], now: later });
    expect(made.rows.map((r) => [r.group.split('~')[0], r.also])).toEqual([['default', []]]);
  });
});

test('an alert that no route takes is shown by the root', () => {
  const routes = [{ name: 'pay', spec: Route.parse({ match: ['team="pay"'] }) }];
  expect(settled([[named('DiskFull', 'a')]], { routes }).rows[0]?.group).toMatch(/^pay~/u);
});

test('labels that share a value but not a name are not grouped together', () => {
  const routes = [{ name: 'default', spec: Route.parse({ groupBy: ['a', 'b'] }) }];
  const made = settled([[heard({ labels: { a: 'x' } }), heard({ labels: { b: 'x' } })]], { routes });
  expect(new Set(made.rows.map((r) => r.group)).size).toBe(2);
});

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { readQuery, type AlertQuery } from '../../app/http/alert-query.ts';
import { alertmanagerConfig } from '../../app/http/alertmanager-config.ts';
import { gettable, listed } from '../../app/http/listed-alerts.ts';
import { listedGroups } from '../../app/http/listed-groups.ts';
import { fingerprint } from '../../domain/alert/fingerprint.ts';
import { groupLabels, routesOf, routeTree } from '../../domain/alert/route.ts';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import { kinds, type Kind } from '../../domain/resource/kinds.ts';
import { resourcesOf, type Resource, type Resources } from '../../domain/resource/resource.ts';
import type { StoreReader } from '../../ports/store.ts';

const now = Date.parse('2026-11-23T01:30:00Z');

const resources = (...documents: readonly (readonly [Kind, string, object])[]): Resources =>
  resourcesOf(documents.map(([kind, name, spec]) => ({ kind, name, spec: kinds[kind].parse(spec), origin: null }) as unknown as Resource));

function partsOf(config: Resources, alerts: readonly Record<string, string>[]) {
  const tree = routeTree(config.all('route'));
  const signals = alerts.map((labels): StoredSignal => {
    const [group = '', ...also] = routesOf(tree, labels).map((node) => `${node.id}~${fingerprint(groupLabels(node, labels))}`);
    const times = { startsAt: now, endsAt: now + 60_000, updatedAt: now, turnedAt: now, byTimeout: false };
    const rest = { source: 'prometheus', annotations: {}, generatorURL: '', state: 'firing' as const };
    return { fingerprint: fingerprint(labels), labels, group, also, ...times, ...rest };
  });
  signals.sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  const store = {
    resources: () => config,
    silences: async () => [],
    inhibitors: async () => [],
    signals: async ({ limit, after }: { limit: number; after?: string }) => {
      const from = after === undefined ? 0 : signals.findIndex((s) => s.fingerprint === after) + 1;
      return signals.slice(from, from + limit);
    },
  } as unknown as StoreReader;
  return { store, clock: { now: () => now } as never };
}

interface Group {
  labels: Record<string, string>;
  receiver: { name: string };
  alerts: { labels: Record<string, string>; receivers: { name: string }[] }[];
}

const some = resources(
  ['channel', 'ops', { platform: 'web' }],
  ['time-interval', 'now', { spans: [{}] }],
  [
    'route',
    'default',
    {
      channel: 'ops',
      routes: [
        { match: ['team="a"'], channel: 'a', continue: true, groupBy: [] },
        { match: ['team=~"a|b"'], channel: 'b', groupBy: ['...'] },
        { match: ['team="c"'], channel: 'c', muteIn: ['now'] },
      ],
    },
  ],
);
const alerts = [
  { alertname: 'X', team: 'a', instance: '2' },
  { alertname: 'X', team: 'a', instance: '1' },
  { alertname: 'W', team: 'b', job: 'j' },
  { alertname: 'V', team: 'c' },
  { alertname: 'U' },
];

async function groupsOf(query: AlertQuery): Promise<Group[]> {
  const found: string[] = [];
  for await (const page of listedGroups(readQuery(query), partsOf(some, alerts))) found.push(...page);
  return found.map((text) => JSON.parse(text) as Group);
}
const short = (groups: Group[]): string[] =>
  groups.map(
    (g) =>
      `${g.receiver.name}: ${g.alerts.map((a) => `${Object.values(a.labels).join()} → ${a.receivers.map((r) => r.name).join()}`).join('; ')}`,
  );

describe('groups', () => {
  test('fewer labels first, then by label and receiver; alerts by job, instance and labels', async () =>
    expect(short(await groupsOf({}))).toEqual([
      'a: X,a,1 → a,b; X,a,2 → a,b',
      'ops: U → ops',
      'c: V,c → c',
      'b: W,b,j → b',
      'b: X,a,1 → a,b',
      'b: X,a,2 → a,b',
    ]));
  test('of one receiver only, that alone is named', async () =>
    expect(short(await groupsOf({ receiver: 'a' }))).toEqual(['a: X,a,1 → a; X,a,2 → a']));
  test('those of muted routes go where they are not wanted', async () =>
    expect(short(await groupsOf({ muted: 'false', filter: 'team="c"' }))).toEqual([]));
  test('filtered', async () => expect(short(await groupsOf({ filter: ['alertname="X"', 'instance!="1"'] }))).toHaveLength(2));
});

test('the configuration is said in Alertmanager’s words', () => {
  const said = alertmanagerConfig(
    resources(
      [
        'route',
        'default',
        { match: ['site="sh"'], groupWaitSeconds: 0.5, channel: 'ops', routes: [{ match: ['a!~b.*'], muteIn: ['n'], continue: true }] },
      ],
      [
        'time-interval',
        'n',
        { zone: 'Asia/Shanghai', spans: [{ days: ['SA-MO'], months: ['nov-feb'], daysOfMonth: ['-3--1', '5'], years: ['2026-2027'] }] },
      ],
      ['inhibition', 'i', { source: ['a=b'], target: ['c=d'], equal: ['site'] }],
    ),
  );
  for (const line of [
    'group_wait: 500ms',
    '- a!~"b.*"',
    '- saturday',
    '- sunday',
    '- monday',
    '- "11:12"',
    '- "1:2"',
    '- -3:-1',
    '- 2026:2027',
    '- a="b"',
  ])
    expect(said).toContain(line);
});

test('a hundred thousand alerts are listed and grouped while others have their turn', { timeout: 60_000 }, async () => {
  const many = Array.from({ length: 100_000 }, (_, i) => ({ alertname: `A${i % 7}`, instance: `node-${i}`, team: 'a', i: String(i) }));
  const parts = partsOf(some, many);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let count = 0;
  for await (const page of listed(readQuery({}), parts)) count += page.map((one) => JSON.stringify(gettable(one, ['a']))).length;
  let length = 0;
  for await (const page of listedGroups(readQuery({ receiver: 'a' }), parts)) length += page.join().length;
  delay.disable();
  expect([count, length > 10_000_000]).toEqual([100_000, true]);
  expect(delay.max / 1e6).toBeLessThan(1_500);
});

import { describe, expect, test } from 'vitest';
import { allRoutes, groupLabels, receiverOf, Route, routeById, routesOf, routeTree, type RouteNode } from '../../../domain/alert/route.ts';

const tree = (spec: object): RouteNode => routeTree([{ name: 'default', spec: Route.parse(spec) }]);
const taken = (root: RouteNode, labels: Record<string, string>): string[] => routesOf(root, labels).map((n) => n.id);
const child = (root: RouteNode, id: string): RouteNode => routeById(root, id) ?? expect.fail(`there is no route ${id}`);

describe('what a child does not say comes from its parent', () => {
  const root = tree({
    groupBy: ['site'],
    groupWaitSeconds: 7,
    groupIntervalSeconds: 60,
    repeatMinutes: 30,
    policy: 'default',
    channel: 'ops',
    declare: 'SEV2',
    continue: true,
    routes: [
      { match: ['a="1"'] },
      { match: ['a="2"'], policy: null, channel: null, declare: null },
      { match: ['a="3"'], policy: 'night', routes: [{ match: ['b="1"'] }] },
      { match: ['a="4"'], groupBy: [] },
    ],
  });

  test('all of it, but for its match and continue', () => {
    const inherited = {
      groupBy: ['site'],
      groupWaitMs: 7_000,
      groupIntervalMs: 60_000,
      repeatMs: 1_800_000,
      policy: 'default',
      channel: 'ops',
      declare: 'SEV2',
    };
    expect(child(root, 'default/0')).toMatchObject({ ...inherited, continue: false });
  });
  test('but no interval in which it is muted or active: those are said where they count', () => {
    const muted = tree({
      muteIn: ['night'],
      activeIn: ['office'],
      routes: [{ match: ['a="1"'] }, { match: ['a="2"'], muteIn: ['weekend'] }],
    });
    expect([muted, child(muted, 'default/0'), child(muted, 'default/1')].map((n) => [n.muteIn, n.activeIn])).toEqual([
      [['night'], ['office']],
      [[], []],
      [['weekend'], []],
    ]);
  });
  test('null takes away', () => expect(child(root, 'default/1')).toMatchObject({ policy: null, channel: null, declare: null }));
  test('over two levels', () => expect(child(root, 'default/2/0')).toMatchObject({ policy: 'night', channel: 'ops' }));
  test('an empty groupBy is said, not left out', () => expect(child(root, 'default/3').groupBy).toEqual([]));
});

describe('how long a new group waits', () => {
  test.each([
    ['a route that pages waits 0 s', { policy: 'default' }, 0],
    ['a route that pages nobody waits 30 s', {}, 30_000],
    ['a declaring route without a policy waits 30 s', { declare: 'SEV2' }, 30_000],
    ['what is said counts', { policy: 'default', groupWaitSeconds: 20 }, 20_000],
    ['so does a zero', { groupWaitSeconds: 0 }, 0],
  ])('%s', (_why, spec, ms) => expect(tree(spec).groupWaitMs).toBe(ms));

  test('a child whose policy is taken away goes back to 30 s, unless its parent said how long', () => {
    expect(child(tree({ policy: 'default', routes: [{ policy: null }] }), 'default/0').groupWaitMs).toBe(30_000);
    expect(child(tree({ policy: 'default', groupWaitSeconds: 5, routes: [{ policy: null }] }), 'default/0').groupWaitMs).toBe(5_000);
  });
});

describe('who takes an alert', () => {
  const root = tree({
    routes: [
      {
        match: ['team="pay"'],
        continue: true,
        routes: [{ match: ['severity="critical"'], continue: true }, { match: ['severity=~"critical|warning"'] }],
      },
      { match: ['site="sh"'], continue: false },
      { match: ['team=~"pay|risk"'] },
    ],
  });
  test.each<[why: string, labels: Record<string, string>, ids: string[]]>([
    ['nobody in particular: the root', { team: 'it' }, ['default']],
    ['no labels that any route knows: the root', {}, ['default']],
    ['the first child that matches', { site: 'sh' }, ['default/1']],
    ['the first child, before a later one that matches too', { site: 'sh', team: 'risk' }, ['default/1']],
    ['a child with continue and the next that matches', { team: 'pay' }, ['default/0', 'default/2']],
    ['continue goes on to the first that does not continue', { team: 'pay', site: 'sh' }, ['default/0', 'default/1']],
    ['the deepest match, not its parent', { team: 'pay', severity: 'warning', site: 'sh' }, ['default/0/1', 'default/1']],
    ['continue inside a child', { team: 'pay', severity: 'critical', site: 'sh' }, ['default/0/0', 'default/0/1', 'default/1']],
  ])('%s', (_why, labels, ids) => expect(taken(root, labels)).toEqual(ids));

  test('a root whose own match does not hold takes nothing', () =>
    expect(taken(tree({ match: ['team="pay"'] }), { team: 'it' })).toEqual([]));
});

describe('what it groups by', () => {
  const labels = { alertname: 'DiskFull', instance: 'db-1', site: 'sh' };
  test.each<[why: string, groupBy: string[] | undefined, expected: Record<string, string>]>([
    ['alertname when nothing is said', undefined, { alertname: 'DiskFull' }],
    ['the labels named', ['site', 'alertname'], { site: 'sh', alertname: 'DiskFull' }],
    ['a label the alert lacks is left out', ['team', 'site'], { site: 'sh' }],
    ['... takes all', ['...'], labels],
    ['nothing: one group for all', [], {}],
  ])('%s', (_why, groupBy, expected) => expect(groupLabels(tree(groupBy ? { groupBy } : {}), labels)).toEqual(expected));
});

describe('the tree', () => {
  test('without any route it groups by alertname, shows, and pages nobody', () => {
    expect(routeTree([])).toMatchObject({
      id: 'default',
      groupBy: ['alertname'],
      policy: null,
      channel: null,
      declare: null,
      groupIntervalMs: 300_000,
      repeatMs: 14_400_000,
    });
    expect(taken(routeTree([]), { alertname: 'X' })).toEqual(['default']);
  });

  test('several roots stand side by side, and what none of them takes is still shown', () => {
    const roots = [
      { name: 'pay', spec: Route.parse({ match: ['team="pay"'], policy: 'pay' }) },
      { name: 'risk', spec: Route.parse({ match: ['team="risk"'] }) },
    ];
    expect(taken(routeTree(roots), { team: 'risk' })).toEqual(['default/1']);
    expect(taken(routeTree(roots), { team: 'it' })).toEqual(['default']);
  });

  test('a receiver is called by the channel, else by the policy, else default', () => {
    const names = allRoutes(tree({ routes: [{ channel: 'ops', policy: 'night' }, { policy: 'night' }] })).map(receiverOf);
    expect(names).toEqual(['default', 'ops', 'night']);
  });

  test('a route is found by its id among eleven sisters, and not when it is gone', () => {
    const root = tree({ routes: Array.from({ length: 11 }, (_, i) => ({ match: [`n="${i}"`], channel: `c${i}` })) });
    expect(routeById(root, 'default/10')?.channel).toBe('c10');
    expect(routeById(root, 'default/11')).toBeUndefined();
    expect(routeById(root, 'other')).toBeUndefined();
  });

  test('a bad matcher is refused where it stands', () => {
    const read = Route.safeParse({ routes: [{ match: ['severity=~"("'] }] });
    expect(read.error?.issues.map((i) => [i.path.join('.'), i.message])).toEqual([
      ['routes.0.match.0', '"(" of "severity" is not a valid regex. Check its brackets and escapes.'],
    ]);
  });
});

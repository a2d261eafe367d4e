import { describe, expect, test } from 'vitest';
import { unopened, type Group } from '../../../domain/alert/group.ts';
import { parseMatcher } from '../../../domain/alert/matcher.ts';
import type { NotifyReason } from '../../../domain/alert/notify.ts';
import { Route, routeTree } from '../../../domain/alert/route.ts';
import { whySteps } from '../../../domain/alert/why.ts';
import { minute, stored, t0 } from './some-signals.ts';

const tree = routeTree([
  {
    name: 'default',
    spec: Route.parse({ policy: 'default', groupWaitSeconds: 60, routes: [{ match: ['severity="info"'], policy: null }] }),
  },
]);
const group = (given: Partial<Group> = {}): Group => ({
  ...unopened('default~0', 'default', { alertname: 'DiskFull' }, t0),
  ...given,
});
const silence = {
  id: 's1',
  matchers: [parseMatcher('alertname="DiskFull"')],
  startsAt: t0,
  endsAt: t0 + 60 * minute,
  createdBy: 'ana',
  comment: 'Disk is being replaced',
  updatedAt: t0,
};
const told = (reason: NotifyReason) => ({ at: t0 + minute, reason, firing: 1 });

interface Scene {
  silences?: readonly (typeof silence)[];
  groups?: readonly Group[];
  signal?: ReturnType<typeof stored>;
  now?: number;
}
const steps = ({ silences = [], groups = [group()], signal = stored(), now = t0 }: Scene, lang: 'zh' | 'en' = 'en') =>
  whySteps({ signal, silences, groups, tree, now }, lang).map((s) => [s.outcome, s.text]);

describe('each step of the way, with its outcome', () => {
  test('still waiting', () => {
    expect(steps({})).toEqual([
      ['goes-on', 'Heard from prom-sh1; it is firing'],
      ['goes-on', 'No silence hits it'],
      ['goes-on', 'Taken by route default, grouped by alertname="DiskFull"'],
      ['stops', 'Waiting for group_wait until 2026-11-23T01:31Z'],
    ]);
  });
  test('the wait is over but nothing was said yet', () => expect(steps({ now: t0 + minute }).at(-1)?.[0]).toBe('goes-on'));
  test('silenced, by whom, why and until when', () => {
    expect(steps({ silences: [silence] })[1]).toEqual([
      'stops',
      'Silenced by s1 (alertname="DiskFull"; ana: Disk is being replaced) until 2026-11-23T02:30Z',
    ]);
  });
  test('a silence on other alerts is no silence', () => {
    expect(steps({ silences: [{ ...silence, matchers: [parseMatcher('alertname="Down"')] }] })[1]).toEqual([
      'goes-on',
      'No silence hits it',
    ]);
  });
  test('told of, and in an incident', () => {
    expect(steps({ groups: [group({ notified: told('first-notification'), incident: 'INC-20261123-001' })] }).slice(3)).toEqual([
      ['tells', 'Last told of: first notification, 2026-11-23T01:31Z'],
      ['pages', 'Belongs to incident INC-20261123-001, whose policy calls people'],
    ]);
  });
  test('paged without an incident', () =>
    expect(steps({ groups: [group({ notified: told('first-notification'), pages: true })] }).at(-1)).toEqual([
      'pages',
      'The policy of its route has called people',
    ]));
  test('a route that pages nobody', () => {
    expect(steps({ groups: [group({ route: 'default/0', notified: told('first-notification') })] }).at(-1)).toEqual([
      'stops',
      'Its route has no policy and declares nothing: shown only',
    ]);
  });
  test('a route that is gone', () =>
    expect(steps({ groups: [group({ route: 'other' })] }).at(-1)).toEqual(['goes-on', 'That route is no longer configured']));
  test('resolved, in a group of everything', () => {
    const all = steps({ signal: stored({ state: 'resolved' }), groups: [group({ labels: {} })] });
    expect([all[0]?.[1], all[2]?.[1]]).toEqual(['Heard from prom-sh1; it is resolved', 'Taken by route default, grouped by everything']);
  });
  test('both groups of a route that continues', () => {
    expect(steps({ groups: [group(), group({ route: 'default/0' })] }).filter((s) => s[1]?.startsWith('Taken'))).toHaveLength(2);
  });
});

test('the same in Chinese: as many steps, the same outcomes, no English sentence left', () => {
  const scene: Scene = {
    silences: [silence],
    groups: [group({ notified: told('repeat-interval-elapsed'), pages: true }), group({ route: 'gone' })],
  };
  expect(steps(scene, 'zh').map((s) => s[0])).toEqual(steps(scene).map((s) => s[0]));
  expect(steps(scene, 'zh').filter((s) => !/\p{Script=Han}/u.test(s[1] ?? ''))).toEqual([]);
});

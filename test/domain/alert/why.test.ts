import { describe, expect, test } from 'vitest';
import { unopened, type Group } from '../../../domain/alert/group.ts';
import type { Silence } from '../../../domain/alert/silence.ts';
import { parseMatcher } from '../../../domain/alert/matcher.ts';
import type { NotifyReason } from '../../../domain/alert/notify.ts';
import { Route } from '../../../domain/alert/route.ts';
import { resourcesOf } from '../../../domain/resource/resource.ts';
import { Policy } from '../../../domain/escalation/policy.ts';
import { Person } from '../../../domain/people/person.ts';
import { whySteps, wouldSteps, type QuietBecause } from '../../../domain/alert/why.ts';
import { minute, stored, t0 } from './some-signals.ts';

const route = Route.parse({ policy: 'default', groupWaitSeconds: 60, routes: [{ match: ['severity="info"'], policy: null }] });
const resources = resourcesOf([
  { kind: 'route', name: 'default', spec: route },
  { kind: 'escalation-policy', name: 'default', spec: Policy.parse({ steps: [{ to: [{ person: 'ana' }], delayMinutes: 5 }] }) },
  { kind: 'person', name: 'ana', spec: Person.parse({ displayName: 'Ana' }) },
]);
const group = (given: Partial<Group> = {}): Group => ({
  ...unopened('default~0', 'default', { alertname: 'DiskFull' }, t0),
  ...given,
});
const silence: Silence = {
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
  inhibitions?: QuietBecause['inhibitions'];
  groups?: readonly Group[];
  signal?: ReturnType<typeof stored>;
  now?: number;
}
const reader = (lang: 'zh' | 'en') => ({
  lang,
  name: (person: string) => person.toUpperCase(),
  clock: (at: number) => new Date(at).toISOString().slice(11, 16),
});
const steps = ({ silences = [], inhibitions = [], groups = [group()], signal = stored(), now = t0 }: Scene, lang: 'zh' | 'en' = 'en') =>
  whySteps({ signal, quiet: { silences, inhibitions }, groups }, { resources, now, reader: reader(lang) }).map((s) => [s.outcome, s.text]);
const would = (labels: Record<string, string>, silences: readonly (typeof silence)[] = []) =>
  wouldSteps({ labels, quiet: { silences, inhibitions: [] } }, { resources, now: t0, reader: reader('en') }).map((s) => [
    s.outcome,
    s.text,
  ]);

describe('each step of the way, with its outcome', () => {
  test('still waiting', () => {
    expect(steps({})).toEqual([
      ['goes-on', 'Heard from prom-sh1; it is firing since 01:30'],
      ['goes-on', 'No silence, maintenance window or inhibition hits it'],
      ['goes-on', 'Taken by route default; passed over default/0 (severity="info")'],
      ['goes-on', 'Grouped by alertname="DiskFull"'],
      ['stops', 'Waits for others of its group until 01:31'],
      ['pages', 'It calls Ana by policy default'],
    ]);
  });
  test('the wait is over but nothing was said yet', () =>
    expect(
      steps({ now: t0 + minute })
        .slice(-2)
        .map((s) => s[0]),
    ).toEqual(['goes-on', 'pages']));
  test('silenced, by whom, why and until when', () => {
    expect(steps({ silences: [silence] })[1]).toEqual([
      'stops',
      'Silenced by ANA until 02:30: Disk is being replaced (alertname="DiskFull")',
    ]);
  });
  test('in maintenance', () =>
    expect(steps({ silences: [{ ...silence, kind: 'maintenance' }] })[1]?.[1]).toMatch(/^In a maintenance window made by ANA /u));
  test('inhibited, by which alert and rule', () => {
    const by = stored({ annotations: { summary: 'The switch is down' } });
    expect(steps({ inhibitions: [{ rule: 'network', by }] })[1]).toEqual([
      'stops',
      `Inhibited while The switch is down (${by.fingerprint}) fires (rule network)`,
    ]);
  });
  test('told of, and in an incident', () => {
    expect(steps({ groups: [group({ notified: told('first-notification'), incident: 'INC-20261123-001' })] }).slice(4)).toEqual([
      ['tells', 'Last told of: first notification, 01:31'],
      ['pages', 'Belongs to incident INC-20261123-001, whose policy calls people'],
    ]);
  });
  test('under in a storm', () => {
    const inStorm = group({ notified: told('first-notification'), incident: 'INC-20261123-001', storm: 'system="payments"' });
    expect(steps({ groups: [inStorm] }).at(-1)).toEqual([
      'stops',
      'Went under in a storm (system="payments"): counted in incident INC-20261123-001, nobody is called for it',
    ]);
  });
  test('waiting whether it is one of many', () =>
    expect(steps({ groups: [group({ notified: told('first-notification') })] }).at(-1)?.[1]).toMatch(/^Something like it came/u));
  test('flapping', () => {
    const overs = [4, 3, 2, 1].map((m) => t0 - m * minute);
    expect(steps({ groups: [group({ notified: told('first-notification'), overs })] })[5]?.[1]).toMatch(/^It flaps/u);
  });
  test('paged without an incident', () =>
    expect(steps({ groups: [group({ notified: told('first-notification'), pages: true })] }).at(-1)).toEqual([
      'pages',
      'The policy of its route has called people',
    ]));
  test('a route that pages nobody', () => {
    expect(steps({ groups: [group({ route: 'default/0', notified: told('first-notification') })] }).slice(-1)).toEqual([
      ['stops', 'Its route has no policy and declares nothing: shown only'],
    ]);
  });
  test('a route that is gone', () =>
    expect(steps({ groups: [group({ route: 'other' })] })[2]).toEqual(['goes-on', 'Taken by route other, which is no longer configured']));
  test('resolved, in a group of everything', () => {
    const all = steps({ signal: stored({ state: 'resolved', byTimeout: false, endsAt: t0 + minute }), groups: [group({ labels: {} })] });
    expect([all[0]?.[1], all[3]?.[1]]).toEqual(['Heard from prom-sh1; it is resolved since 01:31', 'Grouped by everything']);
  });
  test('both groups of a route that continues', () => {
    expect(steps({ groups: [group(), group({ route: 'default/0' })] }).filter((s) => s[1]?.startsWith('Taken'))).toHaveLength(2);
  });
});

describe('what would become of an alert that is not there', () => {
  test('its route, and whom it would call now', () => {
    expect(would({ alertname: 'DiskFull', severity: 'critical' })).toEqual([
      ['goes-on', 'Its severity means SEV1'],
      ['goes-on', 'No silence, maintenance window or inhibition hits it'],
      ['goes-on', 'Taken by route default; passed over default/0 (severity="info")'],
      ['goes-on', 'Grouped by alertname="DiskFull", which waits 60 s for others'],
      ['pages', 'It calls Ana by policy default'],
    ]);
  });
  test('shown only', () =>
    expect(would({ alertname: 'DiskFull', severity: 'info' }).slice(2)).toEqual([
      ['goes-on', 'Taken by route default/0 (severity="info")'],
      ['goes-on', 'Grouped by alertname="DiskFull", which waits 60 s for others'],
      ['stops', 'Its route has no policy and declares nothing: shown only'],
    ]));
  test('silenced, it would call nobody', () =>
    expect(would({ alertname: 'DiskFull' }, [silence]).map((s) => s[0])).toEqual(['goes-on', 'stops', 'goes-on', 'goes-on']));
});

test('the same in Chinese: as many steps, the same outcomes, no English sentence left', () => {
  const scene: Scene = {
    silences: [silence],
    inhibitions: [{ rule: 'network', by: null }],
    groups: [group({ notified: told('repeat-interval-elapsed'), pages: true }), group({ route: 'gone' }), group({ storm: 'a="b"' })],
  };
  expect(steps(scene, 'zh').map((s) => s[0])).toEqual(steps(scene).map((s) => s[0]));
  expect(steps(scene, 'zh').filter((s) => !/\p{Script=Han}/u.test(s[1] ?? ''))).toEqual([]);
});

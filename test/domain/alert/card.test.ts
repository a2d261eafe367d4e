import { describe, expect, test } from 'vitest';
import { groupCard, type GroupCard } from '../../../domain/alert/card.ts';
import { unopened } from '../../../domain/alert/group.ts';
import { labelTest, parseMatcher } from '../../../domain/alert/matcher.ts';
import { minute, stored, t0 } from './some-signals.ts';

const group = unopened('default~0', 'default', { alertname: 'DiskFull', site: 'sh' }, t0);
const scene: GroupCard = {
  group,
  severity: 'SEV1',
  signals: [stored({ labels: { alertname: 'DiskFull', site: 'sh', severity: 'critical' } })],
  firing: 1,
  resolved: 0,
  silences: [],
  inhibitors: [],
  isAllQuiet: false,
  mutedUntil: t0,
  now: t0,
  lang: 'en',
  zone: 'Asia/Shanghai',
  name: (p) => p.toUpperCase(),
  groupUrl: 'http://x/alerts?group=default~0',
};
const card = (given: Partial<GroupCard> = {}) => groupCard({ ...scene, ...given });
const skills = (given: Partial<GroupCard> = {}): string[] | undefined => card(given).actions?.map((a) => a.skill);

describe('what can be done', () => {
  test('take it, silence it, declare, ask who is on call', () =>
    expect(skills()).toEqual(['alert/ack', 'alert/silence', 'incident/declare', 'oncall/who']));
  test('taken, it cannot be taken again', () =>
    expect(skills({ group: { ...group, acked: { person: 'ana', at: t0 } } })).not.toContain('alert/ack'));
  test('in an incident, none is declared', () =>
    expect(skills({ group: { ...group, incident: 'INC-20261123-001' } })).not.toContain('incident/declare'));
  test('over, nothing is left to do', () => expect(skills({ firing: 0, resolved: 1 })).toBeUndefined());

  test('the silence hits this group and the cause names it', () => {
    const [, silence, declare] = card().actions ?? [];
    const match = labelTest(((silence?.input['match'] ?? []) as string[]).map(parseMatcher));
    expect([match({ ...group.labels, instance: 'db-1' }), match({ alertname: 'DiskFull', site: 'sz' })]).toEqual([true, false]);
    expect(declare?.input).toMatchObject({ cause: 'group:default~0', group: 'default~0' });
  });
  test('a group of everything is silenced by the labels of its first alert, not as a whole', () => {
    const all = card({ group: { ...group, labels: {} } });
    expect(all.actions?.[1]?.input['match']).toEqual(['alertname="DiskFull"', 'site="sh"', 'severity="critical"']);
  });
});

describe('what it says', () => {
  test('name, state, since when, labels', () => {
    expect(card()).toMatchObject({
      title: 'DiskFull',
      state: { word: '1 firing', tone: 'alarm' },
      body: '• The disk of db-1 is full',
      fields: [
        { label: 'Since', value: '09:30' },
        { label: 'site', value: 'sh' },
      ],
    });
  });
  test('recovered', () => expect(card({ firing: 0, resolved: 3 }).state).toEqual({ word: 'resolved', tone: 'good' }));
  test('five are shown and the others counted', () => {
    const signals = Array.from({ length: 20 }, (_, i) => stored({ labels: { alertname: 'DiskFull', instance: `db-${i}` } }));
    expect(card({ signals, firing: 100 }).body?.split('\n').at(-1)).toBe('… and 95 more');
  });
  test('alerts of the same words are told apart by the labels in which they differ', () => {
    const on = (instance: string) => stored({ labels: { alertname: 'DiskFull', site: 'sh', instance } });
    const other = stored({ labels: { alertname: 'DiskFull', site: 'sz' }, annotations: { summary: 'Another' } });
    expect(card({ signals: [on('db-1'), on('db-2'), other], firing: 3 }).body?.split('\n')).toEqual([
      '• The disk of db-1 is full (instance: db-1)',
      '• The disk of db-1 is full (instance: db-2)',
      '• Another',
    ]);
  });
  test('silenced by whom and until when, in a quiet tone', () => {
    const silences = [
      {
        id: 's',
        matchers: [parseMatcher('site="sh"')],
        startsAt: t0,
        endsAt: t0 + 60 * minute,
        createdBy: 'ana',
        comment: '',
        updatedAt: t0,
      },
    ];
    expect(card({ silences }).state?.tone, 'as long as others of it fire').toBe('alarm');
    expect(card({ silences, isAllQuiet: true })).toMatchObject({
      state: { tone: 'quiet' },
      fields: expect.arrayContaining([{ label: 'Silenced', value: 'site="sh" · ANA · until 10:30' }]) as unknown,
    });
  });
  test('its incident, with a link', () => {
    expect(card({ group: { ...group, incident: 'INC-20261123-001' }, incidentUrl: 'http://x/i/1' }).links).toEqual([
      { label: 'INC-20261123-001', url: 'http://x/i/1' },
      { label: 'See all its alerts', url: 'http://x/alerts?group=default~0' },
    ]);
  });
  test('without any signal left it still has a title', () => expect(card({ signals: [], firing: 0 }).title).toBe('DiskFull sh'));
  test('without a signal and without labels too', () =>
    expect(card({ signals: [], firing: 0, group: { ...group, labels: {} } }).title).toBe('default~0'));
  test('in Chinese', () => expect(card({ lang: 'zh' }).state?.word).toBe('1 条告警中'));
});

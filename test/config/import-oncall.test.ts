import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { configErrorText } from '../../config/config-error.ts';
import { importGoalert } from '../../config/import/goalert.ts';
import { goalertQuery } from '../../config/import/goalert-schema.ts';
import { importGrafanaOncall } from '../../config/import/grafana-oncall.ts';
import type { Imported } from '../../config/import/export-file.ts';
import { load } from '../../config/load.ts';
import { peopleAt } from '../../domain/oncall/on-call.ts';
import type { Resources } from '../../domain/resource/resource.ts';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '../fixtures/oncall-exports');
const now = Date.parse('2026-11-23T12:00:00Z');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

async function loaded({ yaml }: Imported): Promise<Resources> {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-import-'));
  try {
    writeFileSync(join(directory, 'a.yaml'), yaml);
    const { errors, resources } = await load(directory, { env: {} });
    expect(errors.map(configErrorText)).toEqual([]);
    return resources;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
const said = ({ report }: Imported): string[] => report.map(({ path, message }) => `${path}: ${message}`);
const on = (resources: Resources, schedule: string, at: string): string => {
  const spec = resources.get('schedule', schedule)?.spec;
  return spec
    ? peopleAt(spec, Date.parse(at))
        .toSorted((a, b) => (a < b ? -1 : 1))
        .join(' ')
    : 'no such schedule';
};

describe('Grafana OnCall', () => {
  const imported = importGrafanaOncall(read('grafana-oncall.json'), 'oncall.json', now);

  test('becomes people with their rules, teams, schedules and policies', async () => {
    expect(imported.errors).toEqual([]);
    const resources = await loaded(imported);
    expect(resources.list.map(({ kind, name }) => `${kind}/${name}`)).toEqual([
      'person/ana.wang',
      'person/bo',
      'person/chen',
      'person/dan',
      'team/payments',
      'schedule/payments-primary',
      'schedule/payments-primary-2',
      'escalation-policy/payments',
    ]);
    expect(resources.get('person', 'ana.wang')?.spec).toMatchObject({
      displayName: 'Ana.Wang',
      roles: ['admin'],
      zone: 'Asia/Shanghai',
      chat: { slack: 'U0ANA' },
      rules: {
        default: [
          { afterMinutes: 0, by: 'chat' },
          { afterMinutes: 20, by: 'phone' },
        ],
        important: [{ afterMinutes: 0, by: 'push' }],
      },
    });
    expect(resources.get('team', 'payments')?.spec.people).toEqual(['ana.wang', 'bo']);
    expect(resources.get('escalation-policy', 'payments')?.spec).toMatchObject({
      repeat: 5,
      steps: [
        { to: [{ schedule: 'payments-primary' }], delayMinutes: 5 },
        { to: [{ person: 'bo' }, { person: 'chen' }], delayMinutes: 15, roundRobin: true },
        { to: [{ team: 'payments' }], delayMinutes: 0 },
      ],
    });
    expect(imported.yaml).toContain('# Grafana OnCall schedule SWEB (web)');
  });

  test.each([
    ['2026-01-05T09:00:00Z', 'bo', 'the rotation starts from its index'],
    ['2026-01-12T09:00:00Z', 'chen', 'a week later'],
    ['2026-01-19T09:00:00Z', 'ana.wang', 'and again'],
    ['2026-07-06T07:59:00Z', 'chen', 'a minute before nine in London in summer'],
    ['2026-07-06T08:00:00Z', 'ana.wang', 'at nine'],
    ['2026-11-27T22:00:00Z', 'dan', 'the night of Friday goes before'],
    ['2026-11-28T05:59:00Z', 'dan', 'until six'],
    ['2026-11-28T06:00:00Z', 'chen', 'and no longer'],
    ['2026-12-07T00:30:00Z', 'chen dan', 'the first Monday of a month, at eight in Shanghai'],
    ['2026-12-14T00:30:00Z', 'bo', 'not the second'],
    ['2026-12-25T00:00:00Z', 'ana.wang', 'an override beats every level'],
  ])('at %s %s is on call: %s', async (at, people) => {
    expect(on(await loaded(imported), 'payments-primary', at)).toBe(people);
  });

  test('says what was lost or changed, and nothing secret', () => {
    expect(said(imported)).toEqual([
      'users: came without phone numbers, which the API does not tell',
      'users[1].timezone: "Mars/Olympus" is no zone and was left out',
      'personal_notification_rules[2].type: notify_by_telegram has no like here and was left out',
      'schedules[0].shifts: OGONE is not in on_call_shifts',
      'schedules[1].ical_url_primary: the calendar at calendar.example.com is not in the export and was left out',
      'schedules[1]: "Payments primary" has nobody on call',
      'on_call_shifts[0]: UGONE is no user of this export and was left out',
      'on_call_shifts[4]: shift "Long ago" is over and was left out',
      'on_call_shifts[5]: shift "Loose" is in no schedule of this export and was left out',
      'escalation_chains[1]: chain "Only a webhook" calls nobody here and was left out',
      'escalation_policies[0].important: became the severity: important rules are used for SEV1 and SEV2',
      'escalation_policies[2].type: "continue only if the time is …" was left out: what follows is always called',
      'escalation_policies[7].type: a webhook was left out',
      'routes: is not read and was left out',
    ]);
    const lines = read('grafana-oncall.json').split('\n');
    for (const { line, path } of imported.report)
      expect(lines[line - 1]).toContain(/^(\w+)/u.exec(path) && path.includes('[') ? '"id"' : `"${path}"`);
    expect(JSON.stringify(imported)).not.toContain('s3cret');
  });
});

describe('GoAlert', () => {
  const imported = importGoalert(read('goalert.json'), 'goalert.json', now);

  test('becomes people with what reaches them, schedules and policies', async () => {
    expect(imported.errors).toEqual([]);
    const resources = await loaded(imported);
    expect(resources.list.map(({ kind, name }) => `${kind}/${name}`)).toEqual([
      'person/ana-wang',
      'person/bo',
      'person/chen',
      'schedule/main',
      'schedule/managers',
      'channel/slack-c0ops',
      'escalation-policy/main',
      'escalation-policy/old-form',
    ]);
    expect(resources.get('person', 'ana-wang')?.spec).toMatchObject({
      roles: ['admin'],
      phone: '+8613800000001',
      email: 'ana@example.com',
      chat: { slack: 'U0ANA' },
      rules: {
        default: [
          { afterMinutes: 0, by: 'sms' },
          { afterMinutes: 5, by: 'phone' },
        ],
      },
    });
    expect(resources.get('person', 'bo')?.spec).toMatchObject({
      email: 'bo.li@example.com',
      rules: { default: [{ afterMinutes: 0, by: 'email' }] },
    });
    expect(resources.get('escalation-policy', 'main')?.spec).toMatchObject({
      repeat: 2,
      steps: [
        { to: [{ schedule: 'main' }, { channel: 'slack-c0ops' }], delayMinutes: 5 },
        { to: [{ person: 'ana-wang' }, { schedule: 'managers' }], delayMinutes: 15, everyone: true },
      ],
    });
  });

  /** By hand, from GoAlert's rules: rotations turn at their start's wall time and whoever is active at the export is on now (schedule/rotation);
   *  rules are the schedule's wall clock with a week that begins on Sunday, equal times the whole day, all active rules join
   *  (oncall/rulescalculator.go); an override replaces, a temporary schedule stands alone (oncall/state.go). */
  test.each([
    ['2026-11-23T14:59:00Z', 'bo', 'Monday 08:59 in Chicago: whose week ends'],
    ['2026-11-23T15:00:00Z', 'bo chen', '09:00: the active user, and Bo beside'],
    ['2026-11-23T23:00:00Z', 'chen', '17:00: no longer'],
    ['2026-11-24T18:30:00Z', 'bo chen', 'Tuesday 12:30'],
    ['2026-11-25T18:30:00Z', 'ana-wang bo', 'Wednesday: Ana in place of Chen, and Bo'],
    ['2026-11-28T02:00:00Z', 'ana-wang chen', 'the night of Friday: whose day it is, counted through the week'],
    ['2026-11-28T06:00:00Z', 'bo chen', 'their turn ends at midnight, within the window'],
    ['2026-11-28T14:00:00Z', 'chen', '08:00: the window is over'],
    ['2026-11-29T02:00:00Z', 'bo chen', 'the night of Saturday'],
    ['2026-11-30T02:00:00Z', 'ana-wang chen', 'the night of Sunday'],
    ['2026-11-30T15:00:00Z', 'ana-wang bo', 'the next hand-over, and Bo on a Monday'],
    ['2027-03-15T13:59:00Z', 'chen', 'after the clocks have changed: still 08:59 in Chicago'],
    ['2027-03-15T14:00:00Z', 'ana-wang bo', 'and 09:00'],
    ['2026-12-25T12:00:00Z', 'bo', 'the temporary schedule'],
    ['2026-12-25T08:00:00Z', '', 'also where it has nobody'],
  ])('at %s "%s" is on call: %s', async (at, people) => {
    expect(on(await loaded(imported), 'main', at)).toBe(people);
  });
  test('a rotation that a policy calls by itself is a schedule', async () => {
    const resources = await loaded(imported);
    expect([on(resources, 'managers', '2026-11-23T12:00:00Z'), on(resources, 'managers', '2026-12-01T06:00:00Z')]).toEqual(['chen', 'bo']);
  });
  test('says what was lost or changed, and nothing secret', () => {
    expect(said(imported).toSorted()).toEqual(
      [
        'escalationPolicies[0].steps[1]: the webhook to hooks.example.com was left out',
        'rotations: has more pages than are in the file',
        'rotations[3]: "Unused" is in no schedule and no policy, and was left out',
        'schedules[0].onCallNotificationRules: were left out',
        'schedules[0].targets[3]: "Chen" has no rule that is ever active, and was left out',
        'schedules[0].temporarySchedules[1]: is over and was left out',
        'services[0]: "Order gateway" called "Main"',
        'userOverrides[1]: is over and was left out',
        'users[0].contactMethods[3]: "hook" (builtin-webhook) has no like here',
        'users[0]: has 2 numbers; the first is kept',
        'users[1]: has 2 e-mail addresses; the first is kept',
        'users[2].contactMethods[0]: "gone" is disabled and was left out',
      ].toSorted(),
    );
    expect(JSON.stringify(imported)).not.toContain('s3cret');
  });
});

test.each([
  ['no JSON', '{ "users": [', /^x\.json:1:\d+: is not JSON: /u],
  ['no such list', '{ "users": "ana" }', /^x\.json:1:\d+ users: is a text, not a list; /u],
  ['a user without a name', '{ "users": [{ "id": "U1" }] }', /^x\.json:1:\d+ users\[0\]\.\w+: is missing/u],
])('%s is refused with its place', (_what, text, error) => {
  for (const importing of [importGrafanaOncall, importGoalert]) {
    const { yaml, errors } = importing(text, 'x.json', now);
    expect(yaml).toBe('');
    expect(errors.map(configErrorText)[0]).toMatch(error);
  }
});

describe('from the command line', () => {
  const cli = (...args: string[]) =>
    run(process.execPath, [join(import.meta.dirname, '../../app/cli.ts'), 'import', ...args]).catch(
      (e: unknown) => e as { stdout: string; stderr: string; code: number },
    );
  test('prints documents, and on stderr what became of what', async () => {
    const { stdout, stderr } = await cli('grafana-oncall', join(folder, 'grafana-oncall.json'));
    expect(stdout).toMatch(/^# Made from grafana-oncall\.json\n# Grafana OnCall user UANA/u);
    expect(stderr).toMatch(/^grafana-oncall\.json:\d+:\d+ users: came without phone numbers/u);
  });
  test('says what to ask GoAlert for, and refuses what is no export', async () => {
    expect((await cli('goalert', '--query')).stdout.trim()).toBe(goalertQuery);
    const refused = await cli('goalert', join(import.meta.dirname, 'import-oncall.test.ts'));
    expect('code' in refused && refused.code).toBe(1);
    expect(refused.stderr).toMatch(/nothing was imported/u);
  });
});

import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { importGrafanaOncall } from '../../config/import/grafana-oncall.ts';
import { peopleAt, Roster } from '../../domain/oncall/on-call.ts';
import { Schedule } from '../../domain/oncall/schedule.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
/** A Monday. */
const start = Date.parse('2026-11-23T00:00:00Z');
const wall = (at: number): string => new Date(at).toISOString().slice(0, 19);

interface Row {
  readonly name: string;
  readonly shift: Record<string, unknown>;
  readonly isWeb?: boolean;
  /** Who is on call so long after the start of the shift, five minutes into it. */
  readonly who: Readonly<Record<string, readonly number[]>>;
  readonly unit: number;
}
const rolling = (more: object) => ({ type: 'rolling_users', duration: 1800, week_start: 'MO', interval: 1, ...more });
const three = [['u1'], ['u2'], ['u3']];
const two = [['u1'], ['u2']];

/** From engine/apps/schedules/tests/test_custom_on_call_shift.py of grafana/oncall (3666186a9): the shifts of its tests and the days or hours
 *  at which these say who is to be notified. */
const theirs: Row[] = [
  {
    name: 'test_rolling_users_event_with_interval_hourly',
    shift: rolling({ rotation_start: hour, duration: 600, frequency: 'hourly', interval: 2, rolling_users: two }),
    unit: hour,
    who: { u1: [4], u2: [2, 6], nobody: [0, 1, 3, 5] },
  },
  {
    name: 'test_rolling_users_event_daily_by_day',
    shift: rolling({ duration: 10_800, frequency: 'daily', by_day: ['MO', 'WE', 'FR'], rolling_users: two }),
    unit: day,
    who: { u1: [0, 4, 9], u2: [2, 7], nobody: [1, 3, 5, 6, 8, 10, 12] },
  },
  {
    name: 'test_rolling_users_event_daily_by_day_off_start',
    shift: rolling({ duration: 10_800, frequency: 'daily', by_day: ['WE', 'FR'], rolling_users: [['u1']] }),
    unit: day,
    who: { u1: [2, 4], nobody: [0, 1, 3, 5, 6, 7] },
  },
  {
    name: 'test_rolling_users_event_with_interval_daily_by_day',
    shift: rolling({ duration: 10_800, frequency: 'daily', interval: 2, by_day: ['MO', 'WE', 'FR'], rolling_users: two }),
    unit: day,
    who: { u1: [0, 2, 9, 11, 18, 21, 28, 30], u2: [4, 7, 14, 16, 23, 25, 32, 35], nobody: [1, 3, 5, 6, 8, 10, 12] },
  },
  {
    name: 'test_rolling_users_event_with_interval_weekly',
    shift: rolling({ rotation_start: hour, duration: 10_800, frequency: 'weekly', interval: 2, rolling_users: two }),
    unit: day,
    who: { u1: [28], u2: [14, 42], nobody: [0, 7, 21, 35] },
  },
  {
    name: 'test_rolling_users_with_diff_start_and_rotation_start_hourly',
    shift: rolling({ rotation_start: 2 * hour, frequency: 'hourly', until: 7 * hour - minute, rolling_users: three }),
    unit: hour,
    who: { u1: [3, 6], u2: [4], u3: [2, 5], nobody: [0, 1, 7] },
  },
  {
    name: 'test_rolling_users_with_diff_start_and_rotation_start_weekly',
    shift: rolling({ rotation_start: 7 * day + hour, frequency: 'weekly', until: 42 * day + 10 * minute, rolling_users: three }),
    unit: day,
    who: { u1: [21, 42], u2: [28], u3: [14, 35], nobody: [0, 7, 43] },
  },
  {
    name: 'test_rolling_users_with_diff_start_and_rotation_start_weekly_by_day_weekend',
    shift: rolling({ rotation_start: 7 * day, frequency: 'weekly', until: 37 * day + minute, by_day: ['SA', 'SU'], rolling_users: three }),
    unit: day,
    who: { u1: [27], u2: [12, 34], u3: [19, 20], nobody: [0, 5, 21, 42] },
  },
  {
    name: 'test_rolling_users_with_diff_start_and_rotation_start_weekly_by_day',
    shift: rolling({
      rotation_start: 8 * day + hour,
      frequency: 'weekly',
      until: 23 * day + minute,
      by_day: ['TU', 'TH'],
      rolling_users: three,
    }),
    unit: day,
    who: { u1: [22], u2: [10], u3: [15, 17], nobody: [0, 1, 3, 8, 9, 24] },
  },
  {
    name: 'test_get_oncall_users_with_respect_to_rotation_start_and_until_dates_weekly',
    shift: rolling({ rotation_start: day, duration: (7 * day) / 1000, frequency: 'weekly', until: 6 * day, rolling_users: [['u1']] }),
    isWeb: true,
    unit: hour,
    who: { u1: [24, 5 * 24], nobody: [0, 23, 6 * 24] },
  },
  {
    name: 'test_get_oncall_users_with_respect_to_rotation_start_and_until_dates_weekly, by day',
    shift: rolling({
      rotation_start: day,
      duration: 43_200,
      frequency: 'weekly',
      until: 4 * day + 23 * hour,
      by_day: ['MO', 'TU', 'WE', 'SA'],
      rolling_users: [['u1']],
    }),
    isWeb: true,
    unit: hour,
    who: { u1: [24, 48], nobody: [0, 23, 72, 96, 120] },
  },
];

/** Monthly ones, whose start the tests give: 2022-10-01T10:30 and 2022-12-01T10:30. */
const monthly: (Row & { at: string })[] = [
  {
    name: 'test_rolling_users_event_with_interval_monthly',
    at: '2022-10-01T10:30:00Z',
    shift: rolling({ rotation_start: hour, duration: 10_800, frequency: 'monthly', interval: 2, rolling_users: two }),
    unit: day,
    who: { u1: [31 + 30 + 31 + 31], u2: [31 + 30], nobody: [0, 31, 31 + 30 + 31] },
  },
  {
    name: 'test_rolling_users_with_diff_start_and_rotation_start_monthly',
    at: '2022-12-01T10:30:00Z',
    shift: rolling({ rotation_start: 30 * day + hour, frequency: 'monthly', until: 72 * day + minute, rolling_users: three }),
    unit: day,
    who: { u2: [31], u3: [62], nobody: [0, 30, 32, 64, 73] },
  },
  {
    name: 'test_rolling_users_with_diff_start_and_rotation_start_monthly_by_monthday',
    at: '2022-12-01T10:30:00Z',
    shift: rolling({
      rotation_start: 30 * day + hour,
      frequency: 'monthly',
      until: 72 * day + minute,
      by_monthday: [1, 2, 3, 4],
      rolling_users: three,
    }),
    unit: day,
    who: { u2: [31, 32, 33, 34], u3: [62, 63, 64, 65], nobody: [0, 3, 35, 37, 41, 73] },
  },
];

const users = ['u1', 'u2', 'u3'].map((id) => ({ id, username: id }));
const imported = (shift: object, { type, now, at }: { type: string; now: number; at: number }): Roster => {
  const times = Object.entries({ rotation_start: 0, ...shift }).map(([k, v]) =>
    k === 'rotation_start' || k === 'until' ? [k, wall(at + v)] : [k, v],
  );
  const one = { id: 'S1', name: 'shift', schedule: 'D1', start: wall(at), ...Object.fromEntries(times) };
  const data = { users, schedules: [{ id: 'D1', name: 'desk', type, time_zone: 'UTC', shifts: ['S1'] }], on_call_shifts: [one] };
  const { yaml, errors } = importGrafanaOncall(JSON.stringify(data), 'oncall.json', now);
  expect(errors).toEqual([]);
  const documents = parseAllDocuments(yaml).map((doc) => doc.toJS() as { kind: string; spec: object });
  return new Roster(Schedule.parse(documents.find((d) => d.kind === 'schedule')?.spec));
};
const answers = (roster: Roster, { who, unit }: Row, at: number): object =>
  Object.fromEntries(
    Object.entries(who).map(([person, times]) => [
      person,
      times.filter((t) => (peopleAt(roster, at + t * unit + 5 * minute).join() || 'nobody') === person),
    ]),
  );

// Before it has begun a shift is a calendar; once it has, a rotation where that says the same.
test.each(theirs.flatMap((row) => [-day, 1].map((ago) => ({ ...row, ago }))))(
  '$name, imported $ago ms after its start',
  ({ ago, ...row }) => {
    const roster = imported(row.shift, { type: row.isWeb ? 'web' : 'calendar', now: start + ago, at: start });
    expect(answers(roster, row, start)).toEqual(row.who);
  },
);
test.each(monthly)('$name', (row) => {
  const at = Date.parse(row.at);
  expect(answers(imported(row.shift, { type: 'calendar', now: at, at }), row, at)).toEqual(row.who);
});

const layouts = [
  { frequency: 'daily', duration: 86_400 },
  { frequency: 'daily', duration: 3 * 86_400, interval: 3 },
  { frequency: 'daily', duration: 43_200 },
  { frequency: 'weekly', duration: 7 * 86_400 },
  { frequency: 'weekly', duration: 14 * 86_400, interval: 2 },
  { frequency: 'weekly', duration: 43_200, by_day: ['MO', 'TU', 'FR'] },
  { frequency: 'weekly', duration: 43_200, by_day: ['SU', 'WE'], interval: 3, week_start: 'SU' },
  { frequency: 'weekly', duration: 86_400, by_day: ['SA', 'SU'], week_start: 'WE' },
  { frequency: 'daily', duration: 43_200, by_day: ['MO', 'WE', 'FR', 'SA'], interval: 2 },
  { frequency: 'hourly', duration: 6 * 3600, interval: 6 },
];
test.each(layouts)('as a rotation and as a calendar the same people are on call: %j', (layout) => {
  for (const begins of ['2026-10-19T20:00:00Z', '2026-10-22T00:00:00Z', '2026-10-25T08:30:00Z']) {
    const at = Date.parse(begins);
    const shift = rolling({ ...layout, rolling_users: three, start_rotation_from_user_index: 1 });
    const [before, after] = [at - day, at + 8 * day].map((now) => imported(shift, { type: 'calendar', now, at }));
    if (!before || !after) throw new Error('both are there');
    expect(after.lanes.length).toBe(1);
    for (let t = at + 8 * day; t < at + 120 * day; t += 5 * hour + minute)
      expect([t - at, peopleAt(after, t)]).toEqual([t - at, peopleAt(before, t)]);
  }
});

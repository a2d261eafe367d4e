import { expect, test } from 'vitest';
import type { IncidentSummary, Silence } from '../../web/api.d.ts';
import { handOverAfter, type Roster } from '../../web/src/oncall/roster.ts';
import { dueOf } from '../../web/src/today/due.ts';

const now = Date.parse('2026-11-23T02:00:00Z');
const at = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();
const nothing = { incidents: [], silences: [], roster: null, now };
const incident = (progress: string, minutesAgo: number, commander?: string) =>
  ({
    number: 'INC-1',
    title: 'a',
    progress,
    declaredAt: at(-minutesAgo),
    roles: commander ? { commander } : {},
  }) as unknown as IncidentSummary;
const silence = (state: string, endsIn: number) =>
  ({ id: 's', state, system: 'pay', matchers: [], endsAt: at(endsIn) }) as unknown as Silence;
type Rota = Roster['schedules'][number];
const rota = (turns: [string, number, number | null][], gaps: [number, number][] = []): Rota => ({
  schedule: 'desk',
  displayName: 'Desk',
  zone: 'UTC',
  turns: turns.map(([person, start, end]) => ({ person, displayName: person, start: at(start), end: end === null ? null : at(end) })),
  gaps: gaps.map(([start, end]) => ({ start: at(start), end: at(end), isPlanned: false })),
});
const roster = (gaps: [number, number][]): Roster => ({ from: at(0), to: at(20_160), schedules: [rota([], gaps)] });

test.each<[why: string, known: object, due: string]>([
  ['nothing', {}, ''],
  ['an incident of five minutes is not yet due', { incidents: [incident('open', 5)] }, ''],
  ['then nobody has acknowledged it', { incidents: [incident('open', 5.1)] }, 'unheard'],
  ['one that somebody has, but nobody leads', { incidents: [incident('acknowledged', 6)] }, 'leaderless'],
  ['one that is led', { incidents: [incident('acknowledged', 6, 'ana')] }, ''],
  ['a silence that ends within the hour', { silences: [silence('active', 60)] }, 'silence'],
  ['one that ends later', { silences: [silence('active', 61)] }, ''],
  ['one that is over', { silences: [silence('active', -1)] }, ''],
  ['one that has not begun', { silences: [silence('pending', 30)] }, ''],
  ['a gap within a day', { roster: roster([[1_439, 2_000]]) }, 'gap'],
  [
    'a gap right now, and only the first of a schedule',
    {
      roster: roster([
        [-10, 10],
        [60, 70],
      ]),
    },
    'gap',
  ],
  ['a gap later', { roster: roster([[1_440, 2_000]]) }, ''],
])('due: %s', (_why, known, due) => {
  expect(
    dueOf({ ...nothing, ...known })
      .map(({ kind }) => kind)
      .join(' '),
  ).toBe(due);
});

test.each<[why: string, turns: [string, number, number | null][], found: object | null]>([
  [
    'one hands over to another',
    [
      ['ana', -60, 60],
      ['bo', 60, 120],
    ],
    { at: now + 3_600_000, from: ['ana'], to: ['bo'], isEmpty: false },
  ],
  ['one goes and nobody comes', [['ana', -60, 60]], { from: ['ana'], to: [], isEmpty: true }],
  [
    'who goes on is not handed over',
    [
      ['ana', -60, 60],
      ['ana', 60, 90],
    ],
    { at: now + 90 * 60_000, from: ['ana'], isEmpty: true },
  ],
  [
    'a second one joins',
    [
      ['ana', -60, null],
      ['bo', 30, null],
    ],
    { from: [], to: ['bo'], isEmpty: false },
  ],
  ['nothing changes', [['ana', -60, null]], null],
])('hand-over: %s', (_why, turns, found) => {
  const next = handOverAfter(rota(turns), now);
  if (found === null) expect(next).toBeNull();
  else expect(next).toMatchObject(found);
});

test('hand-over: hours that are left out on purpose are nobody’s, and no alarm', () => {
  const { turns, ...rest } = rota([['ana', -60, 60]]);
  const off = { start: new Date(now + 3_600_000).toISOString(), end: new Date(now + 7_200_000).toISOString(), isPlanned: true };
  expect(handOverAfter({ ...rest, turns, gaps: [off] }, now)).toMatchObject({ from: ['ana'], to: [], isEmpty: false });
});

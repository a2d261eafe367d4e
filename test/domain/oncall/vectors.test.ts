import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { onCallAt, peopleAt, turnsBetween } from '../../../domain/oncall/on-call.ts';
import { Schedule } from '../../../domain/oncall/schedule.ts';
import { firstInstantOf, lastInstantOf, wallOf } from '../../../domain/time/wall.ts';

/** The vectors say what schedules must answer; where each comes from stands in the file. */
interface RotationInput {
  tz: string;
  anchor: string;
  unit: string;
  length: number;
  participants?: string[];
  pin?: { at: string; index: number };
}
interface Shift {
  user: string;
  start: string;
  end: string;
}
interface Change {
  start: string;
  end: string;
  add?: string;
  remove?: string;
}
type HoursInput = { days: string[]; start: string; end: string };
interface Models {
  rotation: {
    input: RotationInput;
    handoffs?: { from: string; to: string; expect: string[] };
    probes?: { at: string; who?: string; shiftStart?: string; shiftEnd?: string }[];
  };
  window: { input: HoursInput & { tz: string }; probes: { at: string; active: boolean; start?: string; end?: string }[] };
  clock: { input: { tz: string }; probes: { date: string; clock: string; pick: 'first' | 'last'; expect: string }[] };
  union: {
    input: {
      tz: string;
      rules: (HoursInput & { user?: string; rotation?: RotationInput })[];
      overrides?: Change[];
      temporary?: { start: string; end: string; shifts: Shift[] }[];
    };
    range: { from: string; to: string };
    shifts: Shift[];
  };
  layered: {
    input: { events: { users: string[]; priority: number; start: string; end: string; override?: boolean }[] };
    final: { start: string; end: string; users: string[] }[];
  };
  ics: { input: { tz: string; dtstart: string }; starts: string[] };
  'masked-rotation': {
    input: { groups: string[][]; anchorDate: string; byDay: string[] | null; unit: string; interval: number; weekStart: string };
    days: Record<string, string>;
  };
}
type Vector = { [M in keyof Models]: { id: string; title: string; model: M } & Models[M] }[keyof Models];

const file = join(import.meta.dirname, '../../fixtures/oncall-vectors.json');
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };
const only = <M extends keyof Models>(model: M) => vectors.filter((v) => v.model === model) as Extract<Vector, { model: M }>[];

const ms = (instant: string): number => Date.parse(instant);
const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const dayMs = 86_400_000;

const rotationOf = (r: RotationInput) => ({
  zone: r.tz,
  start: r.anchor,
  unit: r.unit,
  length: r.length,
  people: r.participants ?? ['A', 'B'],
  ...(r.pin && { pin: r.pin }),
});
const hoursOf = ({ days, start, end }: HoursInput) => [{ days, start, end }];

describe.each(only('rotation'))('$id rotation: $title', ({ input, handoffs, probes = [] }) => {
  const schedule = Schedule.parse({ zone: 'UTC', layers: [{ rotation: rotationOf(input) }] });

  test.each(handoffs ? [handoffs] : [])('hands over exactly then', ({ from, to, expect: expected }) => {
    expect(turnsBetween(schedule, ms(from), ms(to) + 1).map((t) => iso(t.start))).toEqual(expected.map((e) => iso(ms(e))));
  });
  test.each(probes)('$at is $who', ({ at, who, shiftStart, shiftEnd }) => {
    const [turn, ...others] = onCallAt(schedule, ms(at));
    expect(others).toEqual([]);
    if (who !== undefined) expect(turn?.person).toBe(who);
    if (shiftStart !== undefined) expect(iso(turn?.start ?? null)).toBe(iso(ms(shiftStart)));
    if (shiftEnd !== undefined) expect(iso(turn?.end ?? null)).toBe(iso(ms(shiftEnd)));
  });
});

describe.each(only('window'))('$id window: $title', ({ input, probes }) => {
  const schedule = Schedule.parse({ zone: input.tz, layers: [{ people: ['x'], hours: hoursOf(input) }] });

  test.each(probes)('$at is on call: $active', ({ at, active, start, end }) => {
    const now = onCallAt(schedule, ms(at));
    expect(now.length > 0).toBe(active);
    const span = now[0] ?? turnsBetween(schedule, ms(at), ms(at) + 15 * dayMs)[0];
    if (start !== undefined) expect(iso(span?.start ?? null)).toBe(iso(ms(start)));
    if (end !== undefined) expect(iso(span?.end ?? null)).toBe(iso(ms(end)));
  });
});

describe.each(only('clock'))('$id clock: $title', ({ input, probes }) => {
  test.each(probes)('$pick $date $clock', ({ date, clock, pick, expect: expected }) => {
    const wall = wallOf(`${date}T${clock}`) ?? Number.NaN;
    expect(iso((pick === 'first' ? firstInstantOf : lastInstantOf)(wall, input.tz))).toBe(iso(ms(expected)));
  });
});

test.each(only('union'))('$id union: $title', ({ input, range, shifts }) => {
  const schedule = Schedule.parse({
    zone: input.tz,
    layers: input.rules.map((r) => ({
      hours: hoursOf(r),
      ...(r.rotation ? { rotation: rotationOf(r.rotation) } : { people: [r.user ?? ''] }),
    })),
    overrides: (input.overrides ?? []).map(({ start, end, add, remove }) => ({
      start,
      end,
      ...(add && { add: add }),
      ...(remove && { remove: remove }),
    })),
    temporary: (input.temporary ?? []).map((t) => ({
      start: t.start,
      end: t.end,
      shifts: t.shifts.map((s) => ({ start: s.start, end: s.end, person: s.user })),
    })),
  });
  const [from, to] = [ms(range.from), ms(range.to)];
  const line = (person: string, start: number, end: number) => `${iso(Math.max(start, from))} ${iso(Math.min(end, to))} ${person}`;
  const found = turnsBetween(schedule, from, to).map((t) => line(t.person, t.start ?? from, t.end ?? to));
  expect(found.toSorted()).toEqual(shifts.map((s) => line(s.user, ms(s.start), ms(s.end))).toSorted());
});

test.each(only('layered'))('$id layered: $title', ({ input, final }) => {
  const schedule = Schedule.parse({
    layers: input.events.map((e) => ({
      priority: e.priority,
      override: e.override ?? false,
      shifts: [{ start: e.start, end: e.end, people: e.users }],
    })),
  });
  const said = final.map(({ start, end }) =>
    [ms(start), (ms(start) + ms(end)) / 2, ms(end) - 1].map((at) => peopleAt(schedule, at).toSorted()),
  );
  expect(said).toEqual(final.map(({ users }) => [0, 1, 2].map(() => users.toSorted())));
});

test.each(only('masked-rotation'))('$id masked: $title', ({ input, days }) => {
  const { unit, interval, weekStart } = input;
  const turns = unit === 'day' ? { length: interval } : { turns: 'calendar', every: interval, weekStart };
  const rotation = { start: `${input.anchorDate}T00:00`, unit, ...turns, people: input.groups };
  const hours = input.byDay && input.byDay.length > 0 ? [{ days: input.byDay, start: '00:00', end: '00:00' }] : [];
  const schedule = Schedule.parse({ zone: 'UTC', layers: [{ rotation, hours }] });
  const dates = Object.keys(days).toSorted();
  const found: Record<string, string> = {};
  for (let at = ms(dates[0] ?? ''); at <= ms(dates.at(-1) ?? ''); at += dayMs) {
    const all = [0, 12, 23].map((hour) =>
      peopleAt(schedule, at + hour * 3_600_000)
        .join('')
        .toUpperCase(),
    );
    expect(new Set(all).size).toBe(1);
    if (all[0]) found[new Date(at).toISOString().slice(0, 10)] = all[0];
  }
  expect(found).toEqual(days);
});

test.each(only('ics'))('$id $title', ({ input, starts }) => {
  const start = input.dtstart.replaceAll(/[-:]/gu, '');
  const event = ['BEGIN:VEVENT', 'UID:1', `DTSTART;TZID=${input.tz}:${start}`, 'DURATION:PT1H', 'END:VEVENT'];
  const ics = ['BEGIN:VCALENDAR', ...event, 'END:VCALENDAR'].join('\r\n');
  const schedule = Schedule.parse({ layers: [{ ics, people: ['ana'] }] });
  const at = ms(starts[0] ?? '');
  expect(turnsBetween(schedule, at - 86_400_000, at + 86_400_000).map((t) => t.start)).toEqual(starts.map(ms));
});

/** Where the others are run: test/domain/alert/interval.test.ts, test/scenarios/calling-vectors.test.ts, test/domain/line/throttle.test.ts. */
const elsewhere = {
  'time-interval': ['T01', 'T02', 'T03', 'T04', 'T05', 'T06'],
  escalation: ['E01', 'E02', 'E03', 'E04', 'E05'],
  'notification-rules': ['N01', 'N02'],
  throttle: ['S01'],
};

test('all 93 vectors are run, here or where it is said', () => {
  const run = new Set(['rotation', 'window', 'clock', 'union', 'layered', 'masked-rotation', 'ics']);
  const rest = Map.groupBy(
    vectors.filter((v) => !run.has(v.model)),
    (v) => v.model,
  );
  expect(Object.fromEntries([...rest].map(([model, all]) => [model, all.map((v) => v.id)]))).toEqual(elsewhere);
  expect(vectors).toHaveLength(93);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intervalOf, intervalsOf, intervalTest, mutedBy, mutedUntil, nextTurn, TimeInterval } from '../../../domain/alert/interval.ts';
import { dayMs, hourMs, minuteMs, ZoneClock } from '../../../domain/time/wall.ts';
import vectors from '../../fixtures/oncall-vectors.json' with { type: 'json' };

interface Vector {
  id: string;
  title: string;
  model: string;
  input: {
    tz?: string;
    times?: [string, string][];
    weekdays?: [number, number][];
    daysOfMonth?: [number, number][];
    months?: [number, number][];
    years?: [number, number][];
  };
  inside: string[];
  outside: string[];
}

const at = (text: string): number => Date.parse(text);
const iso = (t: number | null): string | null => (t === null ? null : new Date(t).toISOString().replace(':00.000Z', 'Z'));
const interval = (spec: object): TimeInterval => TimeInterval.parse(spec);
const span = (fields: object, zone = 'UTC'): TimeInterval => interval({ zone, spans: [fields] });
const times = (start: string, end: string) => ({ times: [{ start, end }] });

describe('the vectors', () => {
  const sundayFirst = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
  const ranges = (all: [number, number][]): string[] => all.map(([a, b]) => `${a}-${b}`);
  const specOf = ({ tz, times: hours, weekdays, daysOfMonth, months, years }: Vector['input']): TimeInterval =>
    interval({
      ...(tz ? { zone: tz } : {}),
      spans: [
        {
          ...(hours ? { times: hours.map(([start, end]) => ({ start, end })) } : {}),
          ...(weekdays ? { days: weekdays.map(([a, b]) => `${sundayFirst[a]}-${sundayFirst[b]}`) } : {}),
          ...(daysOfMonth ? { daysOfMonth: ranges(daysOfMonth) } : {}),
          ...(months ? { months: ranges(months) } : {}),
          ...(years ? { years: ranges(years) } : {}),
        },
      ],
    });
  const all = (vectors as unknown as { vectors: Vector[] }).vectors.filter((v) => v.model === 'time-interval');
  test('are all there', () => expect(all).toHaveLength(6));
  test.each(all)('$id $title', ({ input, inside, outside }) => {
    const holds = intervalTest(specOf(input), 'UTC');
    expect([inside.filter((t) => !holds(at(t))), outside.filter((t) => holds(at(t)))]).toEqual([[], []]);
  });
});

describe('when it holds', () => {
  test.each<[why: string, spec: TimeInterval, inside: string[], outside: string[]]>([
    [
      'a time ends before its end',
      span(times('09:00', '17:00')),
      ['2026-11-23T09:00Z', '2026-11-23T16:59:59Z'],
      ['2026-11-23T17:00Z', '2026-11-23T08:59Z'],
    ],
    ['24:00 is the end of the day', span(times('22:00', '24:00')), ['2026-11-23T23:59:59Z'], ['2026-11-24T00:00Z']],
    [
      'one time of several is enough',
      interval({ zone: 'UTC', spans: [{ times: [times('01:00', '02:00').times[0], times('03:00', '04:00').times[0]] }] }),
      ['2026-11-23T01:00Z', '2026-11-23T03:30Z'],
      ['2026-11-23T02:30Z'],
    ],
    ['every field must hold', span({ days: ['MO'], months: ['11'] }), ['2026-11-23T05:00Z'], ['2026-11-24T05:00Z', '2026-12-07T05:00Z']],
    [
      'one span is enough',
      interval({ spans: [{ days: ['MO'] }, { daysOfMonth: ['24'] }] }),
      ['2026-11-23T05:00Z', '2026-11-24T05:00Z'],
      ['2026-11-25T05:00Z'],
    ],
    [
      'days go around the week',
      span({ days: ['SA-MO'] }),
      ['2026-11-21T05:00Z', '2026-11-22T05:00Z', '2026-11-23T05:00Z'],
      ['2026-11-24T05:00Z'],
    ],
    [
      'months have names, and go around the year',
      span({ months: ['nov-feb'] }),
      ['2026-11-23T05:00Z', '2026-02-01T05:00Z'],
      ['2026-03-01T05:00Z'],
    ],
    [
      'a year or a range of years',
      span({ years: ['2026', '2028-2029'] }),
      ['2026-01-01T00:00Z', '2029-12-31T23:59Z'],
      ['2027-01-01T00:00Z'],
    ],
    [
      'the last of February in a leap year',
      span({ daysOfMonth: ['-1'], months: ['feb'] }),
      ['2028-02-29T12:00Z', '2026-02-28T12:00Z'],
      ['2028-02-28T12:00Z'],
    ],
    [
      'the 31st last of a short month is not there',
      span({ daysOfMonth: ['-31'] }),
      ['2026-12-01T00:00Z'],
      ['2026-11-01T00:00Z', '2026-11-30T00:00Z'],
    ],
    ['the 30th in February neither', span({ daysOfMonth: ['30-31'] }), ['2026-04-30T00:00Z'], ['2026-02-28T00:00Z', '2026-03-01T00:00Z']],
    ['from the first to the last', span({ daysOfMonth: ['1--1'] }), ['2026-02-01T00:00Z', '2026-02-28T00:00Z'], []],
    ['its own zone beats the given one', span(times('09:00', '10:00'), 'Asia/Shanghai'), ['2026-11-23T01:00Z'], ['2026-11-23T09:00Z']],
    ['without fields it always holds', span({}), ['2026-11-23T01:00Z'], []],
    [
      'an hour that comes twice is held twice',
      span(times('01:00', '02:00'), 'America/New_York'),
      ['2026-11-01T05:30Z', '2026-11-01T06:30Z'],
      ['2026-11-01T07:00Z'],
    ],
    [
      'an hour that is skipped is not held',
      span(times('02:00', '03:00'), 'America/New_York'),
      ['2026-03-09T06:30Z'],
      ['2026-03-08T06:59Z', '2026-03-08T07:00Z'],
    ],
  ])('%s', (_why, spec, inside, outside) => {
    const holds = intervalTest(spec, 'America/New_York');
    const full = (t: string): number => at(t.replace(/T(\d\d:\d\d)Z/u, 'T$1:00Z'));
    expect([inside.filter((t) => !holds(full(t))), outside.filter((t) => holds(full(t)))]).toEqual([[], []]);
  });

  test('without a zone the given one counts', () => {
    const spec = interval({ spans: [times('09:00', '10:00')] });
    expect(intervalTest(spec, 'Asia/Shanghai')(at('2026-11-23T01:30:00Z'))).toBe(true);
  });
});

describe('its next turn', () => {
  test.each<[why: string, spec: TimeInterval, from: string, turn: string | null]>([
    ['it begins', span(times('09:00', '17:00')), '2026-11-23T08:59:30Z', '2026-11-23T09:00Z'],
    ['it ends', span(times('09:00', '17:00')), '2026-11-23T09:00:00Z', '2026-11-23T17:00Z'],
    [
      'not while two spans touch',
      interval({ spans: [times('22:00', '24:00'), times('00:00', '06:00')] }),
      '2026-11-23T22:00:00Z',
      '2026-11-24T06:00Z',
    ],
    ['at the end of the last day', span({ days: ['SA-SU'] }), '2026-11-21T10:00:00Z', '2026-11-23T00:00Z'],
    [
      'a skipped start is the first instant after the gap',
      span(times('02:30', '05:00'), 'America/New_York'),
      '2026-03-08T06:00:00Z',
      '2026-03-08T07:00Z',
    ],
    ['a skipped end is, too', span(times('01:00', '02:30'), 'America/New_York'), '2026-03-08T06:00:00Z', '2026-03-08T07:00Z'],
    ['one skipped whole comes a day later', span(times('02:00', '02:30'), 'America/New_York'), '2026-03-08T06:00:00Z', '2026-03-09T06:00Z'],
    [
      'what ends inside the hour that comes twice begins anew with it',
      span(times('00:00', '01:30'), 'America/New_York'),
      '2026-11-01T05:30:00Z',
      '2026-11-01T06:00Z',
    ],
    [
      'a midnight that is skipped',
      span({ daysOfMonth: ['6'], months: ['sep'] }, 'America/Santiago'),
      '2026-09-05T12:00:00Z',
      '2026-09-06T04:00Z',
    ],
    ['29 February after a century without', span({ daysOfMonth: ['29'], months: ['2'] }), '2096-03-01T00:00:00Z', '2104-02-29T00:00Z'],
    ['years far off', span({ years: ['2028'] }, 'Asia/Shanghai'), '2026-11-23T00:00:00Z', '2027-12-31T16:00Z'],
    ['none when it always holds', span({}), '2026-11-23T00:00:00Z', null],
    ['none when it is over', span({ years: ['2025'] }), '2026-11-23T00:00:00Z', null],
    ['none when it never holds', span({ daysOfMonth: ['31'], months: ['nov'] }), '2026-11-23T00:00:00Z', null],
  ])('%s', (_why, spec, from, turn) => expect(iso(nextTurn(spec, 'UTC', at(from)))).toBe(turn));

  test('of nine years of nothing is cheap', () => {
    const spec = interval({ spans: [{ ...times('09:00', '17:00'), years: ['2025'] }] });
    const before = process.cpuUsage().user;
    for (let i = 0; i < 10; i++) expect(nextTurn(spec, 'Europe/Berlin', at('2026-11-23T00:00:00Z'))).toBeNull();
    expect(process.cpuUsage().user - before).toBeLessThan(1_000_000);
  });
});

const clockTime = fc
  .integer({ min: 0, max: 96 })
  .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`);
const someTimes = fc
  .uniqueArray(clockTime, { minLength: 2, maxLength: 2 })
  .map((two) => two.toSorted())
  .map(([start, end]) => ({ start, end }));
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const someSpan = fc
  .record({
    times: sometimes(fc.array(someTimes, { minLength: 1, maxLength: 2 })),
    days: sometimes(fc.constantFrom(['SU'], ['SA-MO'], ['MO', 'WE-FR'])),
    daysOfMonth: sometimes(fc.constantFrom(['-1'], ['1-8'], ['-9--2', '31'], ['29-31'])),
    months: sometimes(fc.constantFrom(['mar', '11'], ['9-4'])),
  })
  .map((fields) => Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)));
const someInterval = fc
  .record({
    zone: fc.constantFrom('UTC', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kathmandu', 'Africa/Casablanca'),
    spans: fc.array(someSpan, { minLength: 1, maxLength: 3 }),
  })
  .map(interval);
const aroundChanges = fc
  .constantFrom(
    '2026-03-08T05:00Z',
    '2026-11-01T03:00Z',
    '2026-04-04T12:00Z',
    '2026-10-03T12:00Z',
    '2026-04-04T22:00Z',
    '2026-09-05T22:00Z',
    '2026-02-15T00:00Z',
    '2026-03-22T00:00Z',
    '2026-12-31T20:00Z',
  )
  .chain((text) => fc.integer({ min: -600, max: 600 }).map((m) => at(text.replace('Z', ':00Z')) + m * minuteMs));

test('property: the next turn is what stepping minute by minute finds', () => {
  fc.assert(
    fc.property(someInterval, aroundChanges, (spec, from) => {
      const { holds, turnAfter } = intervalOf(spec, 'UTC');
      let stepped = from + minuteMs;
      while (stepped < from + 3 * dayMs && holds(stepped) === holds(from)) stepped += minuteMs;
      const turn = turnAfter(from);
      if (stepped < from + 3 * dayMs) expect(iso(turn)).toBe(iso(stepped));
      else expect(turn === null || turn >= from + 3 * dayMs).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('property: it holds for what the clock on the wall shows, and for nothing else', () => {
  fc.assert(
    fc.property(someTimes, aroundChanges, (one, from) => {
      const clock = new ZoneClock('America/New_York');
      const shown = new Date(clock.wallAt(from)).toISOString().slice(11, 16);
      const holds = intervalTest(span({ times: [one] }, 'America/New_York'), 'UTC');
      expect(holds(from)).toBe(String(one.start) <= shown && shown < String(one.end));
    }),
  );
});

describe('what is refused, and what to write', () => {
  test.each<[why: string, fields: object, said: RegExp]>([
    ['over midnight', times('22:00', '06:00'), /within one day; for a night write two/u],
    ['no length', times('09:00', '09:00'), /does not end after it starts/u],
    ['25 hours', times('09:00', '25:00'), /not a time of day/u],
    ['an English day', { days: ['monday'] }, /such as MO or TU-FR/u],
    ['day 0', { daysOfMonth: ['0'] }, /not|neither/u],
    ['day 32', { daysOfMonth: ['32'] }, /neither/u],
    ['days backwards', { daysOfMonth: ['5-1'] }, /neither/u],
    ['negative days backwards', { daysOfMonth: ['-1--3'] }, /neither/u],
    ['month 13', { months: ['13'] }, /neither a month/u],
    ['no month', { months: ['dez'] }, /neither a month/u],
    ['years backwards', { years: ['2029-2027'] }, /neither a year/u],
    ['an empty list', { days: [] }, /./u],
    ['a misspelt field', { weekdays: ['MO'] }, /weekdays/u],
  ])('%s', (_why, fields, said) => {
    const read = TimeInterval.safeParse({ spans: [fields] });
    expect(read.success ? 'nothing' : read.error.issues.map((i) => i.message).join()).toMatch(said);
  });
});

describe('what mutes a route', () => {
  const intervals = intervalsOf(
    [
      { name: 'night', spec: interval({ spans: [times('22:00', '24:00'), times('00:00', '06:00')] }) },
      { name: 'weekend', spec: interval({ spans: [{ days: ['SA-SU'] }] }) },
      { name: 'office', spec: interval({ spans: [{ days: ['MO-FR'], ...times('09:00', '17:00') }] }) },
      { name: 'always', spec: interval({ spans: [{}] }) },
    ],
    'UTC',
  );
  const row = (muteIn: string[], activeIn: string[], when: string) => {
    const node = { muteIn, activeIn };
    return [mutedBy(node, intervals, at(when)), iso(mutedUntil(node, intervals, at(when)))];
  };
  test.each<[why: string, muteIn: string[], activeIn: string[], when: string, by: string[], until: string | null]>([
    ['nothing said', [], [], '2026-11-23T01:00:00Z', [], '2026-11-23T01:00Z'],
    ['an interval that holds', ['night', 'weekend'], [], '2026-11-23T23:00:00Z', ['night'], '2026-11-24T06:00Z'],
    ['two of them, until the last is over', ['night', 'weekend'], [], '2026-11-22T23:00:00Z', ['night', 'weekend'], '2026-11-23T06:00Z'],
    ['outside of all it is active in', [], ['office', 'weekend'], '2026-11-23T20:00:00Z', ['office', 'weekend'], '2026-11-24T09:00Z'],
    ['inside one it is active in', [], ['office', 'weekend'], '2026-11-22T20:00:00Z', [], '2026-11-22T20:00Z'],
    ['both', ['weekend'], ['office'], '2026-11-21T10:00:00Z', ['weekend', 'office'], '2026-11-23T09:00Z'],
    ['without end', ['always'], [], '2026-11-23T20:00:00Z', ['always'], null],
    ['what is not there mutes nothing', ['gone'], ['gone'], '2026-11-23T20:00:00Z', [], '2026-11-23T20:00Z'],
  ])('%s', (_why, muteIn, activeIn, when, by, until) => expect(row(muteIn, activeIn, when)).toEqual([by, until]));

  test('mutedUntil is never before the question, and nothing mutes then', () =>
    fc.assert(
      fc.property(
        fc.subarray(['night', 'weekend']),
        fc.subarray(['office', 'night']),
        fc.integer({ min: 0, max: 400 }),
        (muteIn, activeIn, hours) => {
          const from = at('2026-11-23T00:30:00Z') + hours * hourMs;
          const then = mutedUntil({ muteIn, activeIn }, intervals, from);
          expect(then === null || (then >= from && mutedBy({ muteIn, activeIn }, intervals, then).length === 0)).toBe(true);
        },
      ),
      { numRuns: 60 },
    ));
});

import { describe, expect, test } from 'vitest';
import { handoffs, onCallAt, peopleAt, Roster, turnsBetween, type OnCall } from '../../../domain/oncall/on-call.ts';
import { Schedule } from '../../../domain/oncall/schedule.ts';

const zone = 'Asia/Shanghai';
const ms = (local: string): number => Date.parse(/Z|[+-]\d\d:\d\d$/u.test(local) ? local : `${local}+08:00`);
const text = (at: number | null): string => (at === null ? '…' : new Date(at + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' '));
/** `ana 11-23 09:00 to 11-30 09:00`, in Shanghai time; … = no start or end. */
const say = (t: OnCall): string => `${t.person} ${text(t.start)} to ${text(t.end)}`;
const week = { start: '2026-11-23T09:00', unit: 'week', people: ['ana', 'bo'] };
const rotating = (fields: object, hours?: object[]) => ({ rotation: { ...week, ...fields }, ...(hours && { hours }) });

type Row = [at: string, who: string[], why: string];
const tables: Record<string, { spec: object; rows: Row[] }> = {
  'a weekly rotation': {
    spec: { zone, layers: [rotating({})] },
    rows: [
      ['2026-11-23T09:00', ['ana 11-23 09:00 to 11-30 09:00'], 'the first turn begins'],
      ['2026-11-30T08:59:59.999', ['ana 11-23 09:00 to 11-30 09:00'], 'the last instant is still hers'],
      ['2026-11-30T09:00', ['bo 11-30 09:00 to 12-07 09:00'], 'at the hand-over the new person is on'],
      ['2026-11-20T00:00', ['bo 11-16 09:00 to 11-23 09:00'], 'turns go on before the anchor'],
      ['2052-12-31T00:00', ['ana 12-30 09:00 to 01-06 09:00'], 'a quarter of a century later'],
    ],
  },
  'one person alone in a rotation': {
    spec: { zone, layers: [rotating({ people: ['ana'] })] },
    rows: [['2026-11-30T09:00', ['ana 11-30 09:00 to 12-07 09:00'], 'turns are not joined, even of the same person']],
  },
  'people without hours': {
    spec: { zone, layers: [{ people: ['ana', 'bo'] }] },
    rows: [['2026-11-23T09:00', ['ana … to …', 'bo … to …'], 'on for ever, in the order of the schedule']],
  },
  nobody: {
    spec: { zone, layers: [] },
    rows: [['2026-11-23T09:00', [], 'a schedule without layers is empty']],
  },
  'hours that touch': {
    spec: {
      zone,
      layers: [
        {
          people: ['ana'],
          hours: [
            { days: ['MO', 'TU'], start: '20:00', end: '08:00' },
            { days: ['TU'], start: '08:00', end: '20:00' },
          ],
        },
      ],
    },
    rows: [
      ['2026-11-24T12:00', ['ana 11-23 20:00 to 11-25 08:00'], 'two nights and the day between are one span'],
      ['2026-11-23T19:59', [], 'before the start nobody'],
      ['2026-11-25T08:00', [], 'the end is exclusive'],
    ],
  },
  'hours round the clock in two halves': {
    spec: {
      zone,
      layers: [
        {
          people: ['ana'],
          hours: [
            { start: '08:00', end: '20:00' },
            { start: '20:00', end: '08:00' },
          ],
        },
      ],
    },
    rows: [['2026-11-24T12:00', ['ana … to …'], 'hours that leave nothing out have no edges']],
  },
  'Sunday night into Monday': {
    spec: {
      zone,
      layers: [
        {
          people: ['ana'],
          hours: [
            { days: ['SU'], start: '20:00', end: '08:00' },
            { days: ['MO'], start: '08:00', end: '24:00' },
          ],
        },
      ],
    },
    rows: [['2026-11-23T12:00', ['ana 11-22 20:00 to 11-24 00:00'], 'touching goes on around the end of the week, and 24:00 is midnight']],
  },
  'a rotation inside nights': {
    spec: {
      zone,
      layers: [
        rotating({}, [
          { days: ['MO'], start: '20:00', end: '10:00' },
          { days: ['SU'], start: '20:00', end: '10:00' },
        ]),
      ],
    },
    rows: [
      ['2026-11-30T08:00', ['ana 11-29 20:00 to 11-30 09:00'], 'the hand-over splits the night'],
      ['2026-11-30T09:30', ['bo 11-30 09:00 to 11-30 10:00'], 'and the rest is the next person’s'],
    ],
  },
  'layers of three priorities': {
    spec: {
      zone,
      layers: [
        { priority: 0, people: ['chen'] },
        { priority: 5, people: ['bo'], hours: [{ days: ['TU', 'WE'], start: '09:00', end: '18:00' }] },
        {
          priority: 9,
          rotation: { start: '2026-11-23T00:00', unit: 'day', people: [['ana', 'dora'], [], []] },
          hours: [{ start: '12:00', end: '13:00' }],
        },
        { priority: -1, override: true, shifts: [{ start: '2026-11-26T00:00', end: '2026-11-26T06:00', people: ['eli'] }] },
      ],
    },
    rows: [
      ['2026-11-23T12:30', ['ana 11-23 12:00 to 11-23 13:00', 'dora 11-23 12:00 to 11-23 13:00'], 'a group is on together'],
      ['2026-11-24T12:30', ['bo 11-24 09:00 to 11-24 18:00'], 'an empty group leaves its turn to the layer below'],
      ['2026-11-23T14:00', ['chen 11-23 13:00 to 11-24 09:00'], 'a lower layer is cut off by the one above'],
      ['2026-11-26T03:00', ['eli 11-26 00:00 to 11-26 06:00'], 'an override layer beats every priority'],
      ['2026-11-26T07:00', ['chen 11-26 06:00 to 11-26 12:00'], 'and gives back'],
    ],
  },
  'the same person on two layers': {
    spec: {
      zone,
      layers: [
        { priority: 0, people: ['ana'], hours: [{ start: '08:00', end: '20:00' }] },
        { priority: 1, people: ['ana'], hours: [{ start: '12:00', end: '13:00' }] },
        { priority: 0, people: ['ana', 'bo'], hours: [{ start: '19:00', end: '22:00' }] },
      ],
    },
    rows: [
      ['2026-11-24T09:00', ['ana 11-24 08:00 to 11-24 22:00'], 'what touches or overlaps is one turn, each person once'],
      ['2026-11-24T19:30', ['ana 11-24 08:00 to 11-24 22:00', 'bo 11-24 19:00 to 11-24 22:00'], 'for each person by themselves'],
    ],
  },
  'day turns on working days': {
    spec: {
      zone,
      layers: [
        rotating({ unit: 'day', length: 2, people: ['ana', 'bo', 'chen'] }, [
          { days: ['MO', 'TU', 'WE', 'TH', 'FR'], start: '09:00', end: '18:00' },
        ]),
      ],
    },
    rows: [
      ['2026-11-27T12:00', ['chen 11-27 09:00 to 11-27 18:00'], 'Friday is the fifth active day'],
      ['2026-11-28T12:00', [], 'the weekend is nobody’s'],
      ['2026-11-30T12:00', ['chen 11-30 09:00 to 11-30 18:00'], 'Monday is the sixth: the weekend is not counted'],
      ['2026-11-20T12:00', ['chen 11-20 09:00 to 11-20 18:00'], 'and backwards likewise'],
    ],
  },
  'day turns on working days by elapsed time': {
    spec: {
      zone,
      layers: [
        rotating({ unit: 'day', turns: 'elapsed', people: ['ana', 'bo', 'chen'] }, [
          { days: ['MO', 'TU', 'WE', 'TH', 'FR'], start: '09:00', end: '18:00' },
        ]),
      ],
    },
    rows: [['2026-11-30T12:00', ['bo 11-30 09:00 to 11-30 18:00'], 'asked for, the weekend counts']],
  },
  'calendar weeks, each second one, two a turn': {
    spec: { zone, layers: [rotating({ turns: 'calendar', every: 2, length: 2, weekStart: 'SU', start: '2026-11-25T08:00' })] },
    rows: [
      ['2026-11-22T08:00', ['ana 11-22 08:00 to 11-29 08:00'], 'the week of the anchor, from Sunday, at its time of day'],
      ['2026-11-22T07:59', [], 'the week before is left out'],
      ['2026-12-01T00:00', [], 'so is the next'],
      ['2026-12-08T00:00', ['ana 12-06 08:00 to 12-13 08:00'], 'her second staffed week'],
      ['2026-12-22T00:00', ['bo 12-20 08:00 to 12-27 08:00'], 'then his'],
      ['2026-11-10T00:00', ['bo 11-08 08:00 to 11-15 08:00'], 'and his before'],
    ],
  },
  'calendar months': {
    spec: { zone, layers: [rotating({ unit: 'month', turns: 'calendar', start: '2026-11-25' })] },
    rows: [
      ['2026-11-01T00:00', ['ana 11-01 00:00 to 12-01 00:00'], 'the month of the anchor'],
      ['2027-02-28T23:59', ['bo 02-01 00:00 to 03-01 00:00'], 'whatever its length'],
    ],
  },
  'months from the 31st': {
    spec: { zone, layers: [rotating({ unit: 'month', start: '2026-10-31T09:00', people: ['ana', 'bo', 'chen', 'dora', 'eli'] })] },
    rows: [
      ['2026-11-30T09:00', ['bo 11-30 09:00 to 12-31 09:00'], 'short months end the turn on their last day'],
      ['2027-02-28T08:59', ['dora 01-31 09:00 to 02-28 09:00'], 'counted from the anchor, so the 31st comes back'],
    ],
  },
  'a pinned rotation': {
    spec: { zone, layers: [rotating({ people: ['ana', 'bo', 'chen'], pin: { at: '2026-12-01T00:00+08:00', index: 0 } })] },
    rows: [
      ['2026-12-01T00:00', ['ana 11-30 09:00 to 12-07 09:00'], 'the pin says whose turn it is'],
      ['2026-11-29T00:00', ['chen 11-23 09:00 to 11-30 09:00'], 'and the others follow around it'],
    ],
  },
  overrides: {
    spec: {
      zone,
      layers: [rotating({}), { people: ['dora'], hours: [{ days: ['SU'], start: '00:00', end: '24:00' }] }],
      overrides: [
        { start: '2026-11-24T20:00+08:00', end: '2026-11-25T08:00+08:00', remove: 'ana', add: 'bo' },
        { start: '2026-11-24T22:00+08:00', end: '2026-11-25T02:00+08:00', remove: 'bo' },
        { start: '2026-11-26T20:00+08:00', end: '2026-11-26T22:00+08:00', add: 'chen' },
        { start: '2026-11-26T22:00', end: '2026-11-26T23:00', add: 'chen' },
        { start: '2026-11-27T00:00+08:00', end: '2026-11-27T02:00+08:00', remove: 'ana' },
        { start: '2026-11-28T00:00+08:00', end: '2026-11-28T04:00+08:00', remove: 'ana', add: 'eli' },
        { start: '2026-11-28T02:00+08:00', end: '2026-11-28T06:00+08:00', remove: 'ana' },
        { start: '2026-11-29T22:00+08:00', end: '2026-11-30T10:00+08:00', remove: 'ana', add: 'dora' },
      ],
    },
    rows: [
      ['2026-11-24T23:00', ['bo 11-24 20:00 to 11-25 08:00'], 'who stands in is not removed in turn'],
      ['2026-11-24T19:00', ['ana 11-23 09:00 to 11-24 20:00'], 'the replaced turn is cut before'],
      ['2026-11-25T08:00', ['ana 11-25 08:00 to 11-27 00:00'], 'and after, up to the next removal'],
      [
        '2026-11-26T21:00',
        ['ana 11-25 08:00 to 11-27 00:00', 'chen 11-26 20:00 to 11-26 23:00'],
        'an added person joins; a local time is the schedule’s; overrides that touch are one',
      ],
      ['2026-11-27T01:00', [], 'a removal leaves a gap'],
      ['2026-11-28T03:00', ['eli 11-28 00:00 to 11-28 04:00'], 'of two removals the one with somebody standing in counts'],
      ['2026-11-28T05:00', [], 'where only the other is left nobody is'],
      ['2026-11-29T23:00', ['dora 11-29 00:00 to 11-30 09:00'], 'her own Sunday and the standing in are one turn, up to the hand-over'],
      ['2026-11-30T09:30', ['bo 11-30 09:00 to 12-07 09:00'], 'where the removed one is not on call the override does nothing'],
    ],
  },
  'a temporary schedule': {
    spec: {
      zone,
      layers: [rotating({})],
      overrides: [{ start: '2026-11-24T23:00+08:00', end: '2026-11-25T00:00+08:00', add: 'eli' }],
      temporary: [
        {
          start: '2026-11-24T20:00+08:00',
          end: '2026-11-25T08:00+08:00',
          shifts: [
            { start: '2026-11-24T18:00+08:00', end: '2026-11-24T22:00+08:00', person: 'chen' },
            { start: '2026-11-25T00:00+08:00', end: '2026-11-25T08:00+08:00', person: 'ana' },
          ],
        },
      ],
    },
    rows: [
      ['2026-11-24T19:00', ['ana 11-23 09:00 to 11-24 20:00'], 'before it the layers, up to it'],
      ['2026-11-24T21:00', ['chen 11-24 20:00 to 11-24 22:00'], 'its shifts count only inside it'],
      ['2026-11-24T22:30', [], 'where it says nobody, nobody is'],
      ['2026-11-24T23:30', ['eli 11-24 23:00 to 11-25 00:00'], 'overrides still go on top'],
      ['2026-11-25T01:00', ['ana 11-25 00:00 to 11-30 09:00'], 'her shift runs on into her turn'],
    ],
  },
};

describe.each(Object.entries(tables))('%s', (_name, { spec, rows }) => {
  const schedule = Schedule.parse(spec);
  test.each(rows)('onCallAt(%s) is %j, %s', (at, who) => {
    expect(onCallAt(schedule, ms(at)).map(say)).toEqual(who);
    expect(peopleAt(schedule, ms(at))).toEqual(who.map((w) => w.split(' ')[0]));
    expect(turnsBetween(schedule, ms(at), ms(at) + 1).map(say)).toEqual(who);
  });
});

test('a night at a clock change lasts 11 or 13 hours', () => {
  const night = Schedule.parse({ zone: 'America/Chicago', layers: [{ people: ['ana'], hours: [{ start: '20:00', end: '08:00' }] }] });
  const hours = (at: string) => onCallAt(night, ms(at)).map((t) => ((t.end ?? 0) - (t.start ?? 0)) / 3_600_000);
  expect([hours('2026-03-08T05:00-05:00'), hours('2026-11-01T05:00-06:00'), hours('2026-06-01T05:00-05:00')]).toEqual([[11], [13], [12]]);
});

test('hours that only a clock change makes touch are one span on that day', () => {
  const gap = Schedule.parse({
    zone: 'America/Chicago',
    layers: [
      {
        people: ['ana'],
        hours: [
          { start: '00:00', end: '02:00' },
          { start: '03:00', end: '05:00' },
          { start: '02:10', end: '02:20' },
        ],
      },
    ],
  });
  const on = (at: string) =>
    onCallAt(gap, ms(at)).map((t) => `${new Date(t.start ?? 0).toISOString()} ${new Date(t.end ?? 0).toISOString()}`);
  expect(on('2026-03-08T01:00-06:00')).toEqual(['2026-03-08T06:00:00.000Z 2026-03-08T10:00:00.000Z']);
  expect(on('2026-03-09T01:00-05:00')).toEqual(['2026-03-09T05:00:00.000Z 2026-03-09T07:00:00.000Z']);
});

test('hand-overs say who goes and who comes, also when it is the same person', () => {
  const alone = Schedule.parse({
    zone,
    layers: [rotating({ unit: 'day', people: ['ana'] }), { people: ['bo'], hours: [{ days: ['TU'], start: '12:00', end: '13:00' }] }],
  });
  const said = handoffs(alone, ms('2026-11-24T09:00'), ms('2026-11-25T09:00')).map((h) => [text(h.at), h.off, h.on]);
  expect(said).toEqual([
    ['11-24 09:00', ['ana'], ['ana']],
    ['11-24 12:00', [], ['bo']],
    ['11-24 13:00', ['bo'], []],
  ]);
});

test('a question takes well under a millisecond, ten layers of fifty people and thirty years from the anchor', () => {
  const people = Array.from({ length: 50 }, (_, i) => `p${i}`);
  const layers = Array.from({ length: 10 }, (_, i) => ({
    priority: i % 3,
    rotation: { start: `1996-01-0${1 + (i % 7)}T0${i}:00`, unit: i % 2 ? 'day' : 'hour', people },
    hours: [{ days: ['MO', 'WE', 'FR'], start: '20:00', end: '08:00' }],
  }));
  const roster = new Roster(Schedule.parse({ zone: 'America/Chicago', layers }));
  const ask = (n: number) => onCallAt(roster, ms('2026-11-23T09:00') + n * 3_600_000);
  for (let n = 0; n < 200; n++) ask(n);
  const times = Array.from({ length: 5 }, () => {
    const before = performance.now();
    for (let n = 0; n < 200; n++) ask(n);
    return (performance.now() - before) / 200;
  });
  expect(Math.min(...times)).toBeLessThan(1);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCalendar } from '../../../domain/oncall/ics/calendar.ts';
import { onCallAt, peopleAt, Roster, turnsBetween } from '../../../domain/oncall/on-call.ts';
import { Schedule } from '../../../domain/oncall/schedule.ts';

const { rules } = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/ics/rules.json'), 'utf8')) as {
  rules: { start: string; rule: string; starts: string[]; over?: boolean }[];
};
const hourMs = 3_600_000;
const event = (...lines: string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (...events: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR'].join('\r\n');
const rosterOf = (ics: string, more: object = { people: ['ana'] }, zone?: string): Roster =>
  new Roster(Schedule.parse({ ...(zone ? { zone } : {}), layers: [{ ics, ...more }] }));
const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const turns = (roster: Roster, from: string, to: string): string[] =>
  turnsBetween(roster, Date.parse(from), Date.parse(to)).map((t) => `${t.person} ${iso(t.start)} ${iso(t.end)}`);
const compact = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.000Z/gu, '');
const instant = (text: string): number => Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/u, '$1-$2-$3T$4:$5:$6Z'));

describe('a rule begins where RFC 5545 and dateutil say', () => {
  test.each(rules)('$start $rule', ({ start, rule, starts, over }) => {
    const roster = rosterOf(
      calendar(event('UID:1', `DTSTART:${start}Z`, 'DURATION:PT1H', `RRULE:${rule.replaceAll(/UNTIL=(\w+)/gu, 'UNTIL=$1Z')}`)),
    );
    const last = instant(starts.at(-1) ?? '');
    const found = turnsBetween(roster, instant(start), over ? last + 20 * 366 * 24 * hourMs : last + 1).map((t) => compact(t.start ?? 0));
    expect(found).toEqual(starts);
    // Each is found from anywhere, and not before the first.
    for (const at of starts.filter((_s, i) => i % 7 === 0)) expect(onCallAt(roster, instant(at) + 1)[0]?.start).toBe(instant(at));
    expect(onCallAt(roster, instant(start) - 1)).toEqual([]);
  });
});

describe('the clocks change', () => {
  const newYork = (...lines: string[]): Roster => rosterOf(calendar(event('UID:1', ...lines)), { people: ['ana'] });
  test('I01, I02: a skipped time counts by the offset before, a repeated one is the first', () => {
    const one = (start: string) =>
      turns(newYork(`DTSTART;TZID=America/New_York:${start}`, 'DURATION:PT1H'), '2007-01-01T00:00Z', '2008-01-01T00:00Z');
    expect(one('20070311T023000')).toEqual(['ana 2007-03-11T07:30:00.000Z 2007-03-11T08:30:00.000Z']);
    expect(one('20071104T013000')).toEqual(['ana 2007-11-04T05:30:00.000Z 2007-11-04T06:30:00.000Z']);
  });
  test('a night that ends at 08:00 ends at 08:00; one of twelve hours lasts twelve', () => {
    const start = 'DTSTART;TZID=Europe/Berlin:20261020T200000';
    const nights = (end: string) => turns(newYork(start, end, 'RRULE:FREQ=DAILY'), '2026-10-24T12:00Z', '2026-10-25T12:00Z');
    expect(nights('DTEND;TZID=Europe/Berlin:20261021T080000')).toEqual(['ana 2026-10-24T18:00:00.000Z 2026-10-25T07:00:00.000Z']);
    expect(nights('DURATION:PT12H')).toEqual(['ana 2026-10-24T18:00:00.000Z 2026-10-25T06:00:00.000Z']);
    expect(nights('DURATION:P1D')[0]).toMatch(/^ana 2026-10-20T18:00:00.000Z/u);
  });
  test('a day is a day of the zone, as long as that is', () => {
    const day = calendar(event('UID:1', 'DTSTART;VALUE=DATE:20261025'));
    expect(turns(rosterOf(day, { people: ['ana'] }, 'Europe/Berlin'), '2026-10-01T00:00Z', '2026-11-01T00:00Z')).toEqual([
      'ana 2026-10-24T22:00:00.000Z 2026-10-25T23:00:00.000Z',
    ]);
  });
  test('a rule across a year of New York begins every day at nine', () => {
    const roster = newYork('DTSTART;TZID=America/New_York:20260101T090000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY');
    const starts = turnsBetween(roster, Date.UTC(2026, 0, 2), Date.UTC(2027, 0, 1)).map((t) => new Date(t.start ?? 0).getUTCHours());
    expect([starts.length, [...new Set(starts)].toSorted((a, b) => a - b)]).toEqual([364, [13, 14]]);
  });
});

describe('exceptions', () => {
  const week = (...lines: string[]) => event('UID:w', 'DTSTART:20261123T090000Z', 'DTEND:20261123T170000Z', 'RRULE:FREQ=DAILY', ...lines);
  const days = (ics: string) => turns(rosterOf(ics), '2026-11-23T00:00Z', '2026-11-28T00:00Z').map((t) => t.slice(4, 20));
  test('EXDATE takes out an instant, or whatever begins on a date', () => {
    expect(days(calendar(week('EXDATE:20261124T090000Z,20261125T100000Z', 'EXDATE;VALUE=DATE:20261126')))).toEqual([
      '2026-11-23T09:00',
      '2026-11-25T09:00',
      '2026-11-27T09:00',
    ]);
  });
  test('RECURRENCE-ID moves one, gives it to another, or cancels it', () => {
    const ics = calendar(
      week('SUMMARY:ana'),
      event('UID:w', 'RECURRENCE-ID:20261124T090000Z', 'DTSTART:20261124T120000Z', 'DTEND:20261124T130000Z', 'SUMMARY:bo'),
      event(
        'UID:w',
        'RECURRENCE-ID:20261125T090000Z',
        'DTSTART:20261125T090000Z',
        'DTEND:20261125T170000Z',
        'STATUS:CANCELLED',
        'SUMMARY:ana',
      ),
    );
    expect(turns(rosterOf(ics, {}), '2026-11-23T00:00Z', '2026-11-27T00:00Z')).toEqual([
      'ana 2026-11-23T09:00:00.000Z 2026-11-23T17:00:00.000Z',
      'bo 2026-11-24T12:00:00.000Z 2026-11-24T13:00:00.000Z',
      'ana 2026-11-26T09:00:00.000Z 2026-11-26T17:00:00.000Z',
    ]);
  });
  test('RDATE adds, a cancelled event is nobody’s, and of two versions the later counts', () => {
    const extra = event('UID:x', 'DTSTART:20261123T090000Z', 'DURATION:PT1H', 'RDATE:20261125T090000Z');
    expect(days(calendar(extra))).toEqual(['2026-11-23T09:00', '2026-11-25T09:00']);
    expect(days(calendar(week('STATUS:CANCELLED')))).toEqual([]);
    const moved = event('UID:x', 'SEQUENCE:2', 'DTSTART:20261124T090000Z', 'DURATION:PT1H');
    expect(days(calendar(moved, extra))).toEqual(['2026-11-24T09:00']);
  });
  test('COUNT counts what EXDATE leaves out', () => {
    expect(
      days(calendar(event('UID:c', 'DTSTART:20261123T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20261124T090000Z'))),
    ).toEqual(['2026-11-23T09:00', '2026-11-25T09:00']);
  });
});

describe('layers', () => {
  test('overlapping events of one person are one turn, touching ones too', () => {
    const ics = calendar(
      event('UID:1', 'DTSTART:20261123T000000Z', 'DTEND:20261123T100000Z'),
      event('UID:2', 'DTSTART:20261123T030000Z', 'DTEND:20261123T050000Z'),
      event('UID:3', 'DTSTART:20261123T100000Z', 'DTEND:20261123T120000Z', 'RRULE:FREQ=DAILY'),
    );
    const roster = rosterOf(ics);
    for (const hour of [1, 4, 6, 11]) {
      expect(onCallAt(roster, Date.UTC(2026, 10, 23, hour)).map((t) => [iso(t.start), iso(t.end)])).toEqual([
        ['2026-11-23T00:00:00.000Z', '2026-11-23T12:00:00.000Z'],
      ]);
    }
  });
  test('a calendar lies over a rotation where it has somebody', () => {
    const schedule = Schedule.parse({
      zone: 'Asia/Shanghai',
      layers: [
        { people: ['bo'] },
        {
          priority: 1,
          ics: calendar(event('UID:1', 'DTSTART:20261123T090000', 'DTEND:20261123T180000', 'SUMMARY:[L1] ana', 'RRULE:FREQ=WEEKLY')),
        },
      ],
    });
    const who = (at: string) => peopleAt(schedule, Date.parse(at));
    expect([
      who('2026-11-23T09:00+08:00'),
      who('2026-11-23T18:00+08:00'),
      who('2027-11-29T17:59+08:00'),
      who('2026-11-16T10:00+08:00'),
    ]).toEqual([['ana'], ['bo'], ['ana'], ['bo']]);
  });
  test('a year of a calendar of 2,000 events is answered at once', () => {
    const day = (i: number): string => compact(Date.UTC(2026, 0, 1) + i * 6 * hourMs);
    const ics = calendar(
      ...Array.from({ length: 2000 }, (_, i) =>
        event(`UID:${i}`, `DTSTART:${day(i)}Z`, 'DURATION:PT6H', `SUMMARY:${i % 2 ? 'ana' : 'bo'}`),
      ),
    );
    expect(turnsBetween(rosterOf(ics, {}), Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1))).toHaveLength(1460);
  });
});

test('a rule that ended long ago still says when it did', () => {
  const ended = event('UID:1', 'DTSTART:20100101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;UNTIL=20100110T090000Z');
  const roster = new Roster(Schedule.parse({ layers: [{ people: ['bo'] }, { ics: calendar(ended), people: ['ana'], priority: 1 }] }));
  expect(onCallAt(roster, Date.UTC(2026, 0, 1)).map((t) => [t.person, iso(t.start), iso(t.end)])).toEqual([
    ['bo', '2010-01-10T10:00:00.000Z', null],
  ]);
});

test('whatever is thrown at it, it answers: events or what is wrong with them', { timeout: 60_000 }, () => {
  const piece = fc.constantFrom(
    'UID:1',
    'DTSTART;TZID=Europe/Berlin:20261025T023000',
    'DTSTART:20000229T000000Z',
    'DTSTART;VALUE=DATE:19000101',
    'DTEND:20261025T030000Z',
    'DURATION:P400D',
    'DURATION:PT0S',
    'RDATE:20261025T023000,20261025T023000',
    'EXDATE;VALUE=DATE:20261025',
    'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'RRULE:FREQ=HOURLY;BYMONTHDAY=31;BYMONTH=4',
    'RRULE:FREQ=MONTHLY;BYDAY=-53MO;BYSETPOS=366',
    'RRULE:FREQ=DAILY;COUNT=10000;BYMONTH=2;BYMONTHDAY=29',
    'RECURRENCE-ID:20261025T023000',
    'STATUS:CANCELLED',
    'SUMMARY:ana',
    'BEGIN:VEVENT',
    'END:VEVENT',
    ' folded',
    ';;=',
    'ATTENDEE;CN="x:mailto:y',
  );
  let read = 0;
  const line = fc.oneof({ weight: 5, arbitrary: piece }, fc.string({ unit: 'binary', maxLength: 30 }));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
      const ics = calendar(event('UID:2', ...lines, 'DTSTART:20250831T220000Z', 'DURATION:PT3H'), ...lines);
      const { events, faults } = readCalendar(ics, 'Asia/Shanghai');
      expect(faults.every((f) => f.line >= 1 && f.message !== '')).toBe(true);
      if (events.length === 0) return;
      read++;
      const roster = new Roster({
        ...Schedule.parse({ zone: 'UTC', layers: [{ people: ['ana'] }] }),
        layers: [{ priority: 0, override: false, ics, people: ['ana'] }],
      });
      const turn = onCallAt(roster, Date.UTC(2026, 9, 25, 1))[0];
      if (turn) expect((turn.end ?? Infinity) > (turn.start ?? -Infinity)).toBe(true);
    }),
    { numRuns: 300 },
  );
  expect(read, 'many of them are calendars').toBeGreaterThan(20);
});

test('a calendar is read as others write it: folded, quoted, with alarms, zones and Windows’ names', () => {
  const { events, faults } = readCalendar(
    [
      '\uFEFFBEGIN:VCALENDAR',
      'BEGIN:VTIMEZONE',
      'TZID:/freeassociation.sourceforge.net/Europe/Berlin',
      'BEGIN:STANDARD',
      'DTSTART:19701025T030000',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:1',
      'DTSTART;TZID="China Standard Time":20261123T090000',
      'DTEND;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261123T',
      '\t100000',
      'SUMMARY;LANGUAGE=zh:安',
      ' 娜\\, 值班\\n夜',
      'ATTENDEE;CN="Wang, Ana";PARTSTAT=ACCEPTED:mailto:ana@example.com',
      'ATTENDEE;PARTSTAT=DECLINED:mailto:bo@example.com',
      'BEGIN:VALARM',
      'DTSTART:19990101T000000Z',
      'SUMMARY:ring',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\n'),
    'UTC',
  );
  expect(faults).toEqual([]);
  expect(events).toHaveLength(1);
  const [first] = events;
  expect([first?.summary, first?.attendees]).toEqual(['安娜, 值班\n夜', [{ email: 'ana@example.com', name: 'Wang, Ana' }]]);
  expect(first && [first.start.clock.zone, iso(first.endOf(first.start.wall))]).toEqual(['Asia/Shanghai', '2026-11-23T09:00:00.000Z']);
});

import { describe, expect, test } from 'vitest';
import { calledBy, withCallers } from '../../../domain/oncall/ics/callers.ts';
import { peopleAt } from '../../../domain/oncall/on-call.ts';
import { Schedule } from '../../../domain/oncall/schedule.ts';

const calendar = (...lines: string[]): string => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\n');
const event = (...lines: string[]): string => calendar('BEGIN:VEVENT', ...lines, 'END:VEVENT');
const faults = (ics: string, more: object = { people: ['ana'] }): string[] =>
  Schedule.safeParse({ layers: [{ ics, ...more }] }).error?.issues.map((i) => `${i.path.join('.')}: ${i.message}`) ?? [];

test.each([
  ['no calendar', 'ana is on call', 'layers.0.ics: line 1: is no calendar; it must begin with BEGIN:VCALENDAR'],
  [
    'no line',
    event('DTSTART:20261123T090000Z', 'nonsense here'),
    'layers.0.ics: line 4: "nonsense here" is no line of a calendar; write it as NAME:value',
  ],
  ['no start', event('DTEND:20261123T090000Z'), 'layers.0.ics: line 2: VEVENT has no DTSTART; write when it begins'],
  [
    'no such day',
    event('DTSTART:20260230T090000Z', 'DURATION:PT1H'),
    'layers.0.ics: line 3: DTSTART "20260230T090000Z" is no time; write it such as 20261123T090000 or 20261123T010000Z',
  ],
  [
    'no such zone',
    event('DTSTART;TZID=Moon/Base:20260220T090000', 'DURATION:PT1H'),
    'layers.0.ics: line 3: DTSTART is in the zone "Moon/Base", which nobody here knows; write an IANA name such as TZID=Asia/Shanghai',
  ],
  [
    'a rule that is not read',
    event('DTSTART:20261123T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;BYHOUR=9,12'),
    'layers.0.ics: line 5: RRULE: BYHOUR is not read here; write the times of day as events of their own',
  ],
  [
    'a rule of seconds',
    event('DTSTART:20261123T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=SECONDLY'),
    'layers.0.ics: line 5: RRULE: FREQ=SECONDLY is not read here; write HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY',
  ],
  [
    'a rule without end to its count',
    event('DTSTART:20261123T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=HOURLY;COUNT=999999'),
    'layers.0.ics: line 5: RRULE: COUNT=999999 is out of range; write 1 to 10000',
  ],
  [
    'a negative length',
    event('DTSTART:20261123T090000Z', 'DURATION:-PT1H'),
    'layers.0.ics: line 4: DURATION "-PT1H" is none; write it such as PT8H or P1D',
  ],
  [
    'an end before its start',
    event('DTSTART:20261123T090000Z', 'DTEND:20261123T010000Z'),
    'layers.0.ics: line 4: DTEND lies before DTSTART; write an end that is later',
  ],
  [
    'an end before its start, in another zone',
    event('DTSTART:20261123T090000Z', 'DTEND;TZID=Asia/Shanghai:20261123T160000'),
    'layers.0.ics: line 4: DTEND lies before DTSTART; write an end that is later',
  ],
  [
    'what follows, moved',
    event('DTSTART:20261123T090000Z', 'DURATION:PT1H', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20261123T090000Z'),
    'layers.0.ics: line 2: RECURRENCE-ID with RANGE=THISANDFUTURE is not read here; write what follows as an event of its own',
  ],
])('%s is refused with its line and what to write', (_what, ics, said) => {
  expect(faults(ics)).toEqual([said]);
});

test('times without a zone need the schedule’s', () => {
  const floating = event('DTSTART:20261123T090000', 'DURATION:PT1H');
  expect(faults(floating)).toEqual([
    'zone: is missing and the times of this schedule need one; write an IANA name such as zone: Asia/Shanghai',
  ]);
  expect(faults(floating.replace('BEGIN:VEVENT', 'X-WR-TIMEZONE:Asia/Shanghai\nBEGIN:VEVENT'))).toEqual([]);
});

test('a calendar stands alone in its layer', () => {
  const ics = event('DTSTART:20261123T090000Z', 'DURATION:PT1H');
  expect(faults(ics, { shifts: [] })).toEqual(['layers.0: has ics and shifts; write them as two layers']);
  expect(Schedule.safeParse({ layers: [{ people: ['ana'], who: { a: 'ana' } }] }).error?.issues[0]?.message).toBe(
    'says who is meant in a calendar; add ics, or leave `who` out',
  );
});

test('a rule that never meets a day puts nobody on call, and soon', () => {
  const never = event('DTSTART:20260131T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31');
  const schedule = Schedule.parse({ layers: [{ ics: never, people: ['ana'] }] });
  expect(peopleAt(schedule, Date.UTC(2026, 5, 1))).toEqual([]);
});

describe('who is meant', () => {
  const who = { 'ana@example.com': 'ana', 安娜: 'ana', 'Bo Li': 'bo', ana: 'ana' };
  test.each([
    ['ANA', [], ['ana']],
    ['安娜', [], ['ana']],
    ['值班：安娜', [], ['ana']],
    ['[L2] bo li', [], ['bo']],
    ['On call: Bo Li, 安娜', [], ['bo', 'ana']],
    ['team meeting', [{ email: 'ANA@example.com', name: '' }], ['ana']],
    ['x', [{ email: 'nobody@example.com', name: 'Bo Li' }], ['bo']],
    ['weekly sync of all', [], []],
    ['', [], []],
    ['lunch', [], []],
  ])('%s %j → %j', (summary, attendees, people) => {
    expect(calledBy({ summary, attendees }, who)).toEqual(people);
  });
  test('without the firm any name will do, as in the preview', () => {
    expect(calledBy({ summary: 'Ana, bo', attendees: [] }, undefined)).toEqual(['ana', 'bo']);
  });
  test('the firm’s people are known by address and display name; what the layer says goes before', () => {
    const ics = event('DTSTART:20261123T090000Z', 'DURATION:PT1H', 'SUMMARY:Wang Li');
    const schedule = Schedule.parse({ layers: [{ ics }] });
    const people = [{ name: 'ana', spec: { displayName: 'Wang Li', email: 'ana@example.com' } }];
    const at = Date.UTC(2026, 10, 23, 9);
    expect([peopleAt(schedule, at), peopleAt(withCallers(schedule, people), at)]).toEqual([[], ['ana']]);
    const said = Schedule.parse({ layers: [{ ics, who: { 'wang li': 'bo' } }] });
    expect(peopleAt(withCallers(said, people), at)).toEqual(['bo']);
  });
});

import { describe, expect, test } from 'vitest';
import { momentSaid, spanSaid } from '../../../domain/time/said-span.ts';
import { firstInstantOf, wallOf, ZoneClock } from '../../../domain/time/wall.ts';

const clocks = { shanghai: new ZoneClock('Asia/Shanghai'), chicago: new ZoneClock('America/Chicago') };
const at = (local: string, clock: ZoneClock): number => firstInstantOf(wallOf(local) ?? Number.NaN, clock);
const wall = (instant: number, clock: ZoneClock): string => new Date(clock.wallAt(instant)).toISOString().slice(5, 16).replace('T', ' ');
/** `11-23 20:00 to 11-24 08:00` */
const read = (text: string, now: string, clock = clocks.shanghai): string | null => {
  const span = spanSaid(text, { now: at(now, clock), clock });
  return span && `${wall(span.start, clock)} to ${wall(span.end, clock)}`;
};

/** A Monday morning. */
const monday = '2026-11-23T10:00';

describe('said on Monday, 23 November, at ten', () => {
  test.each([
    ['tonight 20-08', '11-23 20:00 to 11-24 08:00'],
    ['今晚 20-08', '11-23 20:00 to 11-24 08:00'],
    ['今晚20-08', '11-23 20:00 to 11-24 08:00'],
    ['Tonight 20:00 – 08:00', '11-23 20:00 to 11-24 08:00'],
    ['tonight 8-11', '11-23 20:00 to 11-23 23:00'],
    ['tonight 8-8', '11-23 20:00 to 11-24 08:00'],
    ['tonight from 8', null],
    ['tonight', '11-23 20:00 to 11-24 08:00'],
    ['今晚8点到明早8点', '11-23 20:00 to 11-24 08:00'],
    ['今晚八点', null],
    ['今晚八点到明早八点半', '11-23 20:00 to 11-24 08:30'],
    ['明天十点到二十三点', '11-24 10:00 to 11-24 23:00'],
    ['两个小时', '11-23 10:00 to 11-23 12:00'],
    ['tomorrow 9-18', '11-24 09:00 to 11-24 18:00'],
    ['tomorrow 9am - 6pm', '11-24 09:00 to 11-24 18:00'],
    ['tomorrow', '11-24 00:00 to 11-25 00:00'],
    ['明天', '11-24 00:00 to 11-25 00:00'],
    ['明早', '11-24 08:00 to 11-24 12:00'],
    ['tomorrow morning', '11-24 08:00 to 11-24 12:00'],
    ['明天下午2点到5点', '11-24 14:00 to 11-24 17:00'],
    ['明晚', '11-24 20:00 to 11-25 08:00'],
    ['后天 9:30-12:00', '11-25 09:30 to 11-25 12:00'],
    ['mon 20:00 - tue 08:00', '11-23 20:00 to 11-24 08:00'],
    ['Monday 20:00 to Tuesday 08:00', '11-23 20:00 to 11-24 08:00'],
    ['周一20点至周二8点', '11-23 20:00 to 11-24 08:00'],
    ['fri 20:00 - mon 08:00', '11-27 20:00 to 11-30 08:00'],
    ['mon 8-9', '11-30 08:00 to 11-30 09:00'],
    ['mon 8-11', '11-23 08:00 to 11-23 11:00'],
    ['next mon 8-11', '11-30 08:00 to 11-30 11:00'],
    ['下周三 9点半-18点', '12-02 09:30 to 12-02 18:00'],
    ['friday', '11-27 00:00 to 11-28 00:00'],
    ['周五晚上', '11-27 20:00 to 11-28 08:00'],
    ['weekend', '11-28 00:00 to 11-30 00:00'],
    ['这个周末', '11-28 00:00 to 11-30 00:00'],
    ['20-08', '11-23 20:00 to 11-24 08:00'],
    ['8-9', '11-24 08:00 to 11-24 09:00'],
    ['9-12', '11-23 09:00 to 11-23 12:00'],
    ['22:30-24:00', '11-23 22:30 to 11-24 00:00'],
    ['until 18:00', '11-23 10:00 to 11-23 18:00'],
    ['到18点', '11-23 10:00 to 11-23 18:00'],
    ['until tomorrow', '11-23 10:00 to 11-25 00:00'],
    ['now - 18:00', '11-23 10:00 to 11-23 18:00'],
    ['for 2 hours', '11-23 10:00 to 11-23 12:00'],
    ['2小时', '11-23 10:00 to 11-23 12:00'],
    ['tonight 20:00 for 90 minutes', '11-23 20:00 to 11-23 21:30'],
    ['12-31 20:00 - 01-01 08:00', '12-31 20:00 to 01-01 08:00'],
    ['12月31日20:00到1月1日8点', '12-31 20:00 to 01-01 08:00'],
    ['2026-11-24 20:00 - 22:00', '11-24 20:00 to 11-24 22:00'],
    ['2026-11-24T20:00 - 2026-11-25T08:00', '11-24 20:00 to 11-25 08:00'],
    ['2026-11-24T12:00Z - 2026-11-25T08:00+08:00', '11-24 20:00 to 11-25 08:00'],
    ['１２－１８', '11-23 12:00 to 11-23 18:00'],
    ['11-24 20:00 - 11-23 08:00', '11-24 20:00 to 11-23 08:00'],
    ['soon', null],
    ['', null],
    ['20', null],
    ['25-26', null],
    ['9:70-10', null],
    ['13pm-14pm', null],
    ['02-30 8-9', null],
    ['tonight 20-08 please and thanks', null],
  ])('%s is %s', (text, expected) => expect(read(text, monday)).toBe(expected));
});

describe('at another hour', () => {
  test.each([
    ['tonight 20-08', '2026-11-23T21:00', '11-23 20:00 to 11-24 08:00', 'the night has begun'],
    ['tonight 20-08', '2026-11-24T01:30', '11-23 20:00 to 11-24 08:00', 'in the small hours it is still tonight'],
    ['tonight', '2026-11-24T05:30', '11-24 20:00 to 11-25 08:00', 'in the morning it is the next night'],
    ['mon 9-18', '2026-11-23T19:00', '11-30 09:00 to 11-30 18:00', 'this Monday is over'],
    ['weekend', '2026-11-29T10:00', '11-28 00:00 to 11-30 00:00', 'on Sunday it is this one'],
    ['next weekend', '2026-11-29T10:00', '12-05 00:00 to 12-07 00:00', 'or the next'],
    ['01-02 9-12', '2026-12-30T10:00', '01-02 09:00 to 01-02 12:00', 'a date without a year is ahead'],
  ])('%s at %s is %s: %s', (text, now, expected) => expect(read(text, now)).toBe(expected));
});

test.each([
  ['sun 00-04', '2026-11-01', 5, 'the hour that comes twice is worked twice'],
  ['sun 00-04', '2026-03-08', 3, 'the one that is skipped is not'],
  ['sun 01:00-01:30', '2026-11-01', 1.5, 'a start takes the first of two, an end the last'],
])('%s on %s in Chicago is %d hours: %s', (text, sunday, hours) => {
  const now = at(`${sunday}T00:00`, clocks.chicago);
  const span = spanSaid(text, { now, clock: clocks.chicago });
  expect(((span?.end ?? 0) - (span?.start ?? 0)) / 3_600_000).toBe(hours);
});

test.each([
  ['tomorrow', 'start', '11-24 00:00'],
  ['tomorrow', 'end', '11-25 00:00'],
  ['18:00', 'end', '11-23 18:00'],
  ['8', 'end', '11-24 08:00'],
  ['tonight 8', 'start', '11-23 20:00'],
  ['tonight 2', 'start', '11-24 02:00'],
  ['中午12点', 'start', '11-23 12:00'],
  ['midnight', 'end', '11-24 00:00'],
  ['2026-11-24T20:00', 'start', '11-24 20:00'],
  ['whenever', 'start', null],
] as const)('%s as the %s is %s', (text, as, expected) => {
  const clock = clocks.shanghai;
  const instant = momentSaid(text, { now: at(monday, clock), clock }, as);
  expect(instant === null ? null : wall(instant, clock)).toBe(expected);
});

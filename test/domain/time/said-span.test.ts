import { describe, expect, test } from 'vitest';
import { isMisfit } from '../../../domain/time/said-misfit.ts';
import { momentSaid, spanSaid } from '../../../domain/time/said-span.ts';
import { firstInstantOf, wallOf, ZoneClock } from '../../../domain/time/wall.ts';

const clocks = { shanghai: new ZoneClock('Asia/Shanghai'), chicago: new ZoneClock('America/Chicago') };
const at = (local: string, clock: ZoneClock): number => firstInstantOf(wallOf(local) ?? Number.NaN, clock);
const wall = (instant: number, clock: ZoneClock): string => new Date(clock.wallAt(instant)).toISOString().slice(5, 16).replace('T', ' ');
/** `11-23 20:00 to 11-24 08:00` */
const read = (text: string, now: string, clock = clocks.shanghai): string | null => {
  const span = spanSaid(text, { now: at(now, clock), clock });
  if (isMisfit(span)) return span.because.en;
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
    ['tonight 00-08', '11-24 00:00 to 11-24 08:00'],
    ['tonight 01:00-05:00', '11-24 01:00 to 11-24 05:00'],
    ['今晚0点到8点', '11-24 00:00 to 11-24 08:00'],
    ['今早8-12', '11-23 08:00 to 11-23 12:00'],
    ['tomorrow morning 9-18', '11-24 09:00 to 11-24 18:00'],
    ['yesterday 9-17', '11-22 09:00 to 11-22 17:00'],
    ['last night', '11-22 20:00 to 11-23 08:00'],
    ['昨晚', '11-22 20:00 to 11-23 08:00'],
    ['前天 9-12', '11-21 09:00 to 11-21 12:00'],
    ['last fri 9-12', '11-20 09:00 to 11-20 12:00'],
    ['last mon', '11-16 00:00 to 11-17 00:00'],
    ['上周五', '11-20 00:00 to 11-21 00:00'],
    ['本周末', '11-28 00:00 to 11-30 00:00'],
    ['下周末', '12-05 00:00 to 12-07 00:00'],
    ['last weekend', '11-21 00:00 to 11-23 00:00'],
    ['next week', '11-30 00:00 to 12-07 00:00'],
    ['下周', '11-30 00:00 to 12-07 00:00'],
    ['this week', '11-23 00:00 to 11-30 00:00'],
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

describe('hours that are none of the part of the day they are said with are never taken so', () => {
  test.each([
    ['tonight 08-20', '10:36', 'A night begins in the evening. Did you mean tonight 20-08, or today 08-20?'],
    ['今晚08-20', '10:36', '夜晚从傍晚开始。是指今晚 20-08，还是今天 08-20？'],
    ['tonight 08-20', '21:00', 'A night begins in the evening. Did you mean tonight 20-08, or tomorrow 08-20?'],
    ['tonight 08:30-20:00', '10:36', 'A night begins in the evening. Did you mean tonight 20-08:30, or today 08:30-20?'],
    ['tonight 9-17', '10:36', 'A night begins in the evening. Did you mean tonight 17-09, or today 09-17?'],
    ['tonight 12-18', '10:36', 'A night begins in the evening. Did you mean tonight 18-12, or today 12-18?'],
    ['tonight 9am - 5pm', '10:36', 'A night begins in the evening. Did you mean tonight 17-09, or today 09-17?'],
    ['明晚 08-20', '10:36', '夜晚从傍晚开始。是指明天晚上 20-08，还是明天 08-20？'],
    ['周五晚上 08-20', '10:36', '夜晚从傍晚开始。是指11-27 晚上 20-08，还是11-27 08-20？'],
    ['今早20-08', '10:36', '早上到中午为止。是指今天早上 08-20，还是今天 20-08？'],
    ['明早20-23', '10:36', '早上到中午为止。是指明天 20-23？'],
    ['早上 20-23', '10:36', '早上到中午为止。是指今天 20-23？'],
    ['this morning 20-08', '10:36', 'A morning is over at noon. Did you mean this morning 08-20, or today 20-08?'],
    ['tomorrow morning 8pm - 10pm', '10:36', 'A morning is over at noon. Did you mean tomorrow 20-22?'],
    ['明天下午8点到10点', '10:36', '下午从中午到傍晚。是指明天 08-10？'],
    ['明天凌晨 12:30-18', '10:36', null],
    ['明天凌晨 20-23', '10:36', '凌晨到早上为止。是指明天 20-23？'],
    ['tonight 20 - tomorrow morning 20', '10:36', 'A morning is over at noon. Did you mean tomorrow 20?'],
    ['until tonight 08:00', '10:36', 'A night begins in the evening. Did you mean tomorrow 08?'],
    ['tonight 08:00 for 2 hours', '10:36', 'A night begins in the evening. Did you mean tomorrow 08?'],
  ])('%s at %s: %s', (text, time, expected) => {
    const clock = clocks.shanghai;
    const said = spanSaid(text, { now: at(`2026-11-23T${time}`, clock), clock });
    const because = isMisfit(said) ? said.because : null;
    expect(expected === null ? because : because?.[/\p{Script=Han}/u.test(text) ? 'zh' : 'en']).toBe(expected);
  });
  test.each([
    'tonight 20-08',
    'today 08-20',
    'tonight 20-08:30',
    '今天早上 08-20',
    '明天晚上 20-08',
    '11-27 晚上 20-08',
    '11-27 08-20',
    '11-27 night 20-08',
    '11-27 morning 08-20',
  ])('what is offered can be said: %s', (text) => {
    expect(read(text, monday)).toMatch(/^\d\d-\d\d \d\d:\d\d to /u);
  });
});

test('a stretch inside an hour that the clocks leave out says so', () => {
  const clock = new ZoneClock('Europe/London');
  const now = at('2027-03-27T10:00', clock);
  const because = {
    en: 'this hour does not exist that day: the clocks go forward from 01:00 to 02:00. Say a time before or after it.',
    zh: '这一天没有这个时段：时钟从 01:00 直接拨到 02:00。请改说之前或之后的时间。',
  };
  for (const text of ['2027-03-28 01:15-01:45', 'tomorrow 01:15-01:45', '2027-03-28T01:00 - 2027-03-28T02:00'])
    expect(spanSaid(text, { now, clock })).toEqual({ because });
  expect(read('2027-03-28 00:30-01:30', '2027-03-27T10:00', clock)).toBe('03-28 00:30 to 03-28 02:00');
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
  expect(span && !isMisfit(span) && (span.end - span.start) / 3_600_000).toBe(hours);
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
  expect(typeof instant === 'number' ? wall(instant, clock) : instant).toBe(expected);
});

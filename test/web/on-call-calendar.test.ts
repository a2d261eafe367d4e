import { describe, expect, test } from 'vitest';
import { layerBars, tracked, type LayerTurns } from '../../web/src/oncall/calendar.ts';
import { coloursOf } from '../../web/src/oncall/person-colour.ts';
import { daysOf, zoneTime } from '../../web/src/oncall/zone-time.ts';

const at = (text: string): number => Date.parse(text);

describe('the clock of a zone in the console', () => {
  test.each([
    ['Asia/Shanghai', '2026-11-23T20:00', '2026-11-23T12:00:00Z'],
    ['Europe/London', '2026-07-01T09:00', '2026-07-01T08:00:00Z'],
    // Comes twice: the first.
    ['Europe/London', '2026-10-25T01:30', '2026-10-25T00:30:00Z'],
    // Is skipped: the first instant after the gap.
    ['Europe/London', '2026-03-29T01:30', '2026-03-29T01:00:00Z'],
    ['America/New_York', '2026-03-08T02:15', '2026-03-08T07:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-04T02:10', '2026-10-03T15:30:00Z'],
    ['Asia/Kathmandu', '2026-01-01T00:00', '2025-12-31T18:15:00Z'],
  ])('in %s %s is %s', (zone, wall, instant) => {
    expect(new Date(zoneTime(zone).instant(wall)).toISOString()).toBe(new Date(instant).toISOString());
  });

  test('every hour of a year is read as it was written', () => {
    const time = zoneTime('Europe/London');
    for (let now = at('2026-01-01T00:00:00Z'); now < at('2027-01-01T00:00:00Z'); now += 3_600_000) {
      const read = time.instant(time.wall(now));
      // The second of two equal hours is read as the first.
      if (read !== now) expect([new Date(now).toISOString(), now - read]).toEqual(['2026-10-25T01:00:00.000Z', 3_600_000]);
    }
  });

  test('days at a change of the clock have 23 and 25 hours, and follow each other', () => {
    const days = daysOf(at('2026-10-23T23:00:00Z'), at('2026-10-27T00:00:00Z'), zoneTime('Europe/London'));
    expect(days.map(({ day, hours }) => [day, hours])).toEqual([
      ['2026-10-24', 24],
      ['2026-10-25', 25],
      ['2026-10-26', 24],
    ]);
    const [spring] = daysOf(at('2026-03-29T00:00:00Z'), at('2026-03-29T12:00:00Z'), zoneTime('Europe/London'));
    expect(spring?.hours).toBe(23);
  });

  test('what is no time is none', () => expect(zoneTime('UTC').instant('soon')).toBeNaN());
});

describe('layers as they are drawn', () => {
  const within = { from: at('2026-11-23T00:00:00Z'), to: at('2026-11-25T00:00:00Z') };
  const turn = (person: string, start: string | null, end: string | null) => ({ person, start, end });
  const night: LayerTurns = {
    name: 'night',
    priority: 1,
    override: false,
    turns: [turn('bo', '2026-11-23T12:00:00Z', '2026-11-24T00:00:00Z')],
  };
  const always: LayerTurns = { name: 'always', priority: 0, override: false, turns: [turn('ana', null, null)] };

  test('what a stronger layer takes is faint, the rest is not, and nothing is lost', () => {
    const bars = layerBars(always, [night, always], { within, beaten: [] });
    expect(bars.map(({ from, to, isFaint }) => [from, to, isFaint])).toEqual([
      [-Infinity, at('2026-11-23T12:00:00Z'), false],
      [at('2026-11-23T12:00:00Z'), at('2026-11-24T00:00:00Z'), true],
      [at('2026-11-24T00:00:00Z'), Infinity, false],
    ]);
    expect(layerBars(night, [night, always], { within, beaten: [] }).some(({ isFaint }) => isFaint)).toBe(false);
  });

  test('equals do not beat each other; one that overrides beats all; a temporary schedule beats every layer', () => {
    const level = { ...night, priority: 0 };
    expect(layerBars(always, [level, always], { within, beaten: [] }).some(({ isFaint }) => isFaint)).toBe(false);
    const over = { ...always, override: true };
    expect(layerBars(night, [night, over], { within, beaten: [] }).every(({ isFaint }) => isFaint)).toBe(true);
    expect(layerBars(night, [night], { within, beaten: [within] }).every(({ isFaint }) => isFaint)).toBe(true);
  });

  test('those who overlap lie one below the other, those who follow in one line', () => {
    const bar = (from: number, to: number) => ({ from: within.from + from, to: within.from + to, person: 'ana', isFaint: false });
    expect(tracked([bar(0, 10), bar(5, 15), bar(10, 20)], within).map(({ track }) => track)).toEqual([0, 1, 0]);
  });
});

test('ten people have ten colours, and who is added later takes none of theirs away', () => {
  const ten = ['ana', 'bo', 'chen', 'dora', 'eli', 'fang', 'gao', 'hua', 'ivy', 'jun'];
  expect(new Set(coloursOf(ten).values()).size).toBe(10);
  const [before, after] = [coloursOf(ten), coloursOf([...ten, 'zoe'])];
  expect(ten.filter((name) => before.get(name) !== after.get(name))).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { Pace } from '../../app/road/pace.ts';

const second = 1_000;
const at = (pace: Pace, now: number, key = 'group:a'): number => pace.next(key as 'group:a', now) - now;

describe('while little waits', () => {
  test('a group is told at once, eight times a second', () => {
    const pace = new Pace(() => 0);
    expect(Array.from({ length: 8 }, (_, i) => at(pace, i * 10))).toEqual(Array.from({ length: 8 }, () => 0));
    expect(at(pace, 100), 'then when the second is over').toBe(900);
    expect(at(pace, second), 'and at once again').toBe(0);
  });
  test('each group for itself', () => {
    const pace = new Pace(() => 0);
    for (let i = 0; i < 9; i++) at(pace, 0);
    expect(at(pace, 0, 'group:b')).toBe(0);
  });
});

describe('while many lanes wait', () => {
  test('the first word of a group is told at once', () => expect(at(new Pace(() => 10_000), 5)).toBe(0));
  test('the next a second later, counted from the last', () => {
    const pace = new Pace(() => 64);
    at(pace, 0);
    expect(at(pace, 300)).toBe(700);
    expect(at(pace, second)).toBe(0);
  });
  test('or three seconds when very many do', () => {
    const pace = new Pace(() => 512);
    at(pace, 0);
    expect(at(pace, 300)).toBe(2_700);
  });
});

describe('a group at which a look takes long', () => {
  test('is looked at as much more seldom', () => {
    const pace = new Pace(() => 0);
    at(pace, 0);
    pace.took('group:a', 30);
    pace.took('group:a', 30);
    expect(at(pace, 1_000)).toBe(2_000);
    expect(at(pace, 3_000)).toBe(0);
  });
  test('but not for one that took long once', () => {
    const pace = new Pace(() => 0);
    at(pace, 0);
    pace.took('group:a', 500);
    expect(at(pace, 1)).toBe(0);
    pace.took('group:a', 1);
    expect(at(pace, 2)).toBe(0);
  });
});

test('it keeps no more groups in mind than it must', () => {
  const pace = new Pace(() => 64);
  for (let i = 0; i < 25_000; i++) at(pace, 0, `group:${i}`);
  expect(at(pace, 1, 'group:24999')).toBe(999);
  expect(at(pace, 1, 'group:0'), 'the oldest is forgotten').toBe(0);
});

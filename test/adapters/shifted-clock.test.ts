import { expect, test } from 'vitest';
import { shiftedClock } from '../../adapters/clock/shifted.ts';
import { HandClock } from '../harness/hand-clock.ts';

const hour = 3_600_000;

/** Moves the clock below, ringing what is due on the way. */
function passes(below: HandClock, ms: number): void {
  const end = below.now() + ms;
  while (below.now() < end) {
    below.step(end, 1);
    while (below.ring());
  }
}

test('held, it stands still and its alarms wait; let go, they ring in their time', () => {
  const below = new HandClock(0);
  const clock = shiftedClock(below, { heldAt: 10 * hour });
  const rung: string[] = [];
  clock.alarm(10 * hour + 5_000, () => rung.push('five'));
  const takeBack = clock.alarm(10 * hour + 2_000, () => rung.push('two'));
  passes(below, 60_000);
  expect([clock.now(), rung]).toEqual([10 * hour, []]);
  takeBack();
  clock.goOnFrom(clock.now());
  passes(below, 4_999);
  expect(rung).toEqual([]);
  passes(below, 1);
  expect([clock.now(), rung]).toEqual([10 * hour + 5_000, ['five']]);
});

test('shifted, it goes on from where it was after a restart', () => {
  const below = new HandClock(50_000);
  const clock = shiftedClock(below, { shiftMs: hour });
  expect(clock.now()).toBe(hour + 50_000);
  passes(below, 1_000);
  expect(clock.now()).toBe(hour + 51_000);
  expect(clock.standing).toEqual({ shiftMs: hour });
});

test('moved on, what has become due rings at once and the rest in its time; it is never moved back', () => {
  const below = new HandClock(0);
  const clock = shiftedClock(below, { shiftMs: 0 });
  const rung: string[] = [];
  clock.alarm(hour, () => rung.push('an hour'));
  clock.alarm(24 * hour, () => rung.push('a day'));
  clock.goOnFrom(20 * hour);
  passes(below, 1);
  expect(rung).toEqual(['an hour']);
  clock.goOnFrom(hour);
  expect(clock.now()).toBe(20 * hour + 1);
  passes(below, 4 * hour);
  expect(rung).toEqual(['an hour', 'a day']);
});

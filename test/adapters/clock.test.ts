import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../adapters/clock/system.ts';

const day = 86_400_000;

describe('the machine’s clock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  const rings = (at: number): { count: number; cancel: () => void } => {
    const rung = { count: 0, cancel: () => {} };
    rung.cancel = systemClock.alarm(at, () => (rung.count += 1));
    return rung;
  };

  test('rings once at its time, not before', () => {
    const alarm = rings(1_000_500);
    vi.advanceTimersByTime(499);
    expect(alarm.count).toBe(0);
    vi.advanceTimersByTime(1);
    expect(alarm.count).toBe(1);
    vi.advanceTimersByTime(day);
    expect(alarm.count).toBe(1);
  });

  test('what is overdue rings at once, but not in the midst of what is being done', () => {
    const alarm = rings(5);
    expect(alarm.count).toBe(0);
    vi.advanceTimersByTime(0);
    expect(alarm.count).toBe(1);
  });

  test('sixty days ahead are sixty days, though the platform counts only to 24.8', () => {
    const alarm = rings(1_000_000 + 60 * day);
    vi.advanceTimersByTime(60 * day - 1);
    expect(alarm.count).toBe(0);
    vi.advanceTimersByTime(1);
    expect(alarm.count).toBe(1);
  });

  test('a timer of the platform that comes early is set again', () => {
    const alarm = rings(1_000_500);
    vi.setSystemTime(1_000_000 - 2);
    vi.advanceTimersByTime(500);
    expect(alarm.count).toBe(0);
    vi.advanceTimersByTime(2);
    expect(alarm.count).toBe(1);
  });

  test('taken back it does not ring, early or late', () => {
    const alarm = rings(1_000_000 + 60 * day);
    vi.advanceTimersByTime(30 * day);
    alarm.cancel();
    vi.advanceTimersByTime(60 * day);
    expect(alarm.count).toBe(0);
  });

  test('tells UTC milliseconds', () => expect(systemClock.now()).toBe(1_000_000));
});

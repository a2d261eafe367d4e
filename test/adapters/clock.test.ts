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
    const { setTimeout } = globalThis;
    const early = vi
      .spyOn(globalThis, 'setTimeout')
      .mockImplementationOnce(((ring: () => void, ms: number) => setTimeout(ring, ms - 2)) as never);
    const alarm = rings(1_000_500);
    vi.advanceTimersByTime(499);
    expect([alarm.count, early.mock.calls.length]).toEqual([0, 2]);
    vi.advanceTimersByTime(1);
    expect(alarm.count).toBe(1);
    early.mockRestore();
  });

  test('somebody sets the clock back an hour: nothing waits an hour longer', () => {
    const alarm = rings(1_000_500);
    vi.setSystemTime(1_000_000 - 3_600_000);
    vi.advanceTimersByTime(500);
    expect(alarm.count).toBe(1);
  });

  test('set back by three hours, it rings when as much time has gone by as there was to go', () => {
    const alarm = rings(1_000_000 + 300_000);
    vi.advanceTimersByTime(100_000);
    vi.setSystemTime(1_100_000 - 3 * 3_600_000);
    vi.advanceTimersByTime(199_999);
    expect(alarm.count).toBe(0);
    vi.advanceTimersByTime(1);
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

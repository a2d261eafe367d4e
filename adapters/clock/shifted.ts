import type { Clock } from '../../ports/clock.ts';

/** Where a shifted clock stands: so many ms beside the clock below it, or held at an instant (UTC ms) until it is let go. */
export type Standing = { readonly shiftMs: number } | { readonly heldAt: number };

/** A clock that tells another time than the one below it. Held, it stands still and its alarms wait; moved on, it goes on from there and
 *  alarms that have become due ring. It is never moved back. */
export interface ShiftedClock extends Clock {
  readonly standing: Standing;
  /** Goes on from `at` (UTC ms), no earlier than now. */
  goOnFrom(at: number): void;
}

interface Alarm {
  readonly at: number;
  readonly ring: () => void;
  cancel: () => void;
}

export function shiftedClock(below: Clock, begin: Standing): ShiftedClock {
  let standing = begin;
  const alarms = new Set<Alarm>();
  const now = (): number => ('heldAt' in standing ? standing.heldAt : below.now() + standing.shiftMs);
  const arm = (alarm: Alarm): void => {
    if ('heldAt' in standing) return;
    alarm.cancel = below.alarm(alarm.at - standing.shiftMs, () => {
      alarms.delete(alarm);
      alarm.ring();
    });
  };
  return {
    now,
    alarm(at, ring) {
      const alarm: Alarm = { at, ring, cancel: () => {} };
      alarms.add(alarm);
      arm(alarm);
      return () => {
        alarm.cancel();
        alarms.delete(alarm);
      };
    },
    get standing() {
      return standing;
    },
    goOnFrom(at) {
      standing = { shiftMs: Math.max(at, now()) - below.now() };
      for (const alarm of alarms) {
        alarm.cancel();
        arm(alarm);
      }
    },
  };
}

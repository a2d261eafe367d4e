import type { Clock } from '../../ports/clock.ts';

/** A longer setTimeout fires at once. */
const longestWait = 2 ** 31 - 1;

/** A wall clock that lags by more was set back; one that is adjusted lags by less. */
const setBackMs = 1_000;

/** The machine's clock. Timers of the platform may be a millisecond early: they are re-armed until the time has come, by the clock on the
 *  wall or by the one that nobody can set: a wall clock that is set back makes nothing wait longer. */
export const systemClock: Clock = {
  now: () => Date.now(),
  alarm(at, ring) {
    const end = performance.now() + at - Date.now();
    const left = (): number => {
      const byWall = at - Date.now();
      const byCount = end - performance.now();
      return byWall > byCount + setBackMs ? byCount : byWall;
    };
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      timer = setTimeout(() => (left() <= 0 ? ring() : arm()), Math.max(0, Math.min(Math.ceil(left()), longestWait)));
    };
    arm();
    return () => clearTimeout(timer);
  },
};

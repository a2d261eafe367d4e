import type { Clock } from '../../ports/clock.ts';

/** A longer setTimeout fires at once. */
const longestWait = 2 ** 31 - 1;

/** The machine's clock. Timers of the platform may be a millisecond early: they are re-armed until the time has come. */
export const systemClock: Clock = {
  now: () => Date.now(),
  alarm(at, ring) {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      timer = setTimeout(() => (Date.now() >= at ? ring() : arm()), Math.max(0, Math.min(at - Date.now(), longestWait)));
    };
    arm();
    return () => clearTimeout(timer);
  },
};

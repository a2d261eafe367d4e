import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Auditor } from './auditor.ts';
import type { ClockWatch } from './doctor/clock-watch.ts';
import type { Heartbeat } from './heartbeat.ts';

const pruneEveryMs = 60_000;
const auditEveryMs = 5_000;

interface RoundsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly clocks: ClockWatch;
  readonly auditor: Auditor;
  readonly heartbeat: Heartbeat | null;
  readonly heartbeatMs: number;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** What is done again and again while Tocsin runs: old rows go, the calling is looked through, the world outside hears that all is well. */
export function roundsOf({ store, clock, clocks, auditor, heartbeat, heartbeatMs, failed }: RoundsParts): { start(): void; stop(): void } {
  const timers: NodeJS.Timeout[] = [];
  const every = (ms: number, turn: () => void): void => void timers.push(setInterval(turn, ms).unref());
  return {
    start() {
      void auditor.look().then(() => heartbeat?.beat());
      every(auditEveryMs, () => void auditor.look());
      if (heartbeat) every(heartbeatMs, () => void heartbeat.beat());
      every(pruneEveryMs, () => {
        clocks.look();
        void store.prune(clock.now()).catch((e: unknown) => failed('pruning failed; tried again in a minute', e, {}));
      });
    },
    stop: () => timers.forEach(clearInterval),
  };
}

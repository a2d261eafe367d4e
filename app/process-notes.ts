import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../ports/clock.ts';
import type { ProcessNote, Upkeep } from '../ports/upkeep.ts';

/** How often a process says that it is there, and how it is. */
const everyMs = 15_000;
const nsInMs = 1e6;
const delayResolutionMs = 20;

export interface ProcessNotes {
  /** How this process is now. */
  now(): ProcessNote;
  start(): void;
  stop(): void;
}

/** Leaves a note of this process in the store, for the others to see. What cannot be noted is told to `failed`. */
export function processNotes({
  upkeep,
  clock,
  version,
  failed,
}: {
  readonly upkeep: Pick<Upkeep, 'noteProcess'>;
  readonly clock: Clock;
  readonly version: string;
  readonly failed: (what: string, error: unknown, data: object) => void;
}): ProcessNotes {
  const id = randomUUID();
  const startedAt = clock.now();
  const delay = monitorEventLoopDelay({ resolution: delayResolutionMs });
  delay.enable();
  const now = (): ProcessNote => {
    const { rss, heapUsed } = process.memoryUsage();
    // It measures its own sampling interval with it.
    const loopDelayMs = Math.max(0, (delay.percentile(99) || 0) / nsInMs - delayResolutionMs);
    return {
      id,
      at: clock.now(),
      version,
      host: hostname(),
      pid: process.pid,
      stats: { startedAt, memoryBytes: rss, heapBytes: heapUsed, loopDelayMs },
    };
  };
  const note = (): void => {
    const said = now();
    delay.reset();
    void upkeep.noteProcess(said).catch((e: unknown) => failed('the note of this process was not kept; tried again', e, {}));
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    now,
    start() {
      note();
      timer = setInterval(note, everyMs).unref();
    },
    stop() {
      clearInterval(timer);
      delay.disable();
    },
  };
}

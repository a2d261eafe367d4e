import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** What is awaited, for the error: `the room to open`. */
  what: string;
  timeoutMs?: number;
  everyMs?: number;
  /** Said in the error, such as the output of the process that should have answered. Asked only then. */
  context?: () => string;
}

/** The first value of `look` that is neither undefined, null nor false. What `look` throws counts as not yet, and the last such error is named
 *  when time is up. Only for real processes and browsers: where the clock is ours, a test moves it instead of waiting. */
export async function until<T>(look: () => Promise<T> | T, patience: Patience): Promise<NonNullable<Exclude<T, false>>> {
  const { what, timeoutMs = 15_000, everyMs = 25, context } = patience;
  const deadline = performance.now() + timeoutMs;
  let last: unknown;
  while (performance.now() < deadline) {
    try {
      const value = await look();
      if (value !== undefined && value !== null && value !== false) return value as NonNullable<Exclude<T, false>>;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await pause(everyMs);
  }
  const why = last === undefined ? '' : `; last error: ${last instanceof Error ? last.message : JSON.stringify(last)}`;
  throw new Error(`waited ${timeoutMs} ms for ${what}${why}${context ? `\n${context()}` : ''}`);
}

import { readFileSync } from 'node:fs';

/** A call of a platform as its emulator saw it, in ms. */
interface Trip {
  readonly at: number;
  readonly tookMs: number;
  readonly answer: unknown;
}

export const endOf = ({ at, tookMs }: Pick<Trip, 'at' | 'tookMs'>): number => at + tookMs;

/** The longest row of calls of which each began after the one before had been answered, up to this one. */
export function chainTo<T extends Trip>(last: T, calls: readonly T[]): number {
  // The clock that stamps has whole milliseconds.
  const before = calls.filter((c) => c !== last && c.answer !== null && endOf(c) <= last.at + 1);
  return 1 + Math.max(0, ...before.map((c) => chainTo(c, before)));
}

export const residentMb = (pid: number): number =>
  Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

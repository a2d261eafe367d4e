import { createHash } from 'node:crypto';

const minute = 60_000;
const halfHour = 30 * minute;

/** WeCom is full at every full and half hour: what can wait goes out one to four minutes later, each conversation at a moment of its own.
 *  Milliseconds to wait; 0: not now. */
export function spread(conv: string, now: number): number {
  const since = now % halfHour;
  if (since >= minute) return 0;
  const share = createHash('sha256').update(conv).digest().readUInt16BE() / 0x1_00_00;
  return Math.round(minute + share * 3 * minute) - since;
}

const minute = 60_000;

/** At most `count` in any `perMinutes` on end. With `smooth` what this allows beyond the limit before it in the list is spread evenly over the
 *  rest of its span, so that somebody called all night is called at a pace that can be borne. */
export interface Limit {
  readonly count: number;
  readonly perMinutes: number;
  readonly smooth?: true;
}

/** Limits in order of their spans, such as Aliyun's for one number: 1 a minute, 5 an hour, 20 a day. */
export type Limits = readonly Limit[];

/** The earliest time, not before `now`, at which one more is within all limits. `sent`: when the others were, in order. UTC ms. */
export function earliest(limits: Limits, sent: readonly number[], now: number): number {
  let at = now;
  for (let moved = true; moved;) {
    const next = Math.max(at, ...limits.map((limit, i) => freeFrom(limit, limits[i - 1], sent, at)));
    moved = next > at;
    at = next;
  }
  return at;
}

/** When one limit by itself allows one more; `at` or earlier where it does so then. A span is half-open: what was sent exactly a span ago has left it. */
function freeFrom(limit: Limit, before: Limit | undefined, sent: readonly number[], at: number): number {
  const per = limit.perMinutes * minute;
  const within = sent.filter((s) => s > at - per && s <= at);
  const first = within[0];
  if (first === undefined) return at;
  if (within.length >= limit.count) return (within[within.length - limit.count] ?? first) + per;
  const burst = before?.count ?? 0;
  if (!limit.smooth || within.length < burst) return at;
  const pace = (per - (before?.perMinutes ?? 0) * minute) / (limit.count - burst);
  const evenly = first + (before?.perMinutes ?? 0) * minute + (within.length - burst) * pace;
  return Math.min(evenly, first + per);
}

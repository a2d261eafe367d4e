/** What was told to be over this often … */
const overs = 4;
/** … within this time flaps. */
const withinMs = 30 * 60_000;
/** What flaps is told to be over only after it has been calm this long. */
export const calmMs = 10 * 60_000;

/** Times kept of a group's ends: enough to tell. */
export const keptOvers = overs;

/** Whether a group turns again and again. `overAt`: when it was told to be over, the last few times. */
export const isFlapping = (overAt: readonly number[], now: number): boolean =>
  overAt.length >= overs && (overAt.at(-overs) ?? 0) > now - withinMs;

import type { MethodLimit } from '../../../ports/pace.ts';

/** What Teams takes in one conversation (1 800 an hour, 60 in half a minute, 8 in two seconds), with room left for whoever else speaks there. */
export const botkitLimits: Readonly<Record<string, MethodLimit>> = {
  send: { atOnce: 6, perMinute: 60, each: 'conversation' },
  update: { atOnce: 6, perMinute: 60, each: 'conversation' },
};

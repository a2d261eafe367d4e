import type { MethodLimit } from '../../../ports/pace.ts';

/** A conversation takes 30 messages a minute and 1000 an hour, what answers somebody among them: 28 in the first minute and 972 in the first
 *  hour keep both. */
export const aibotLimits: Readonly<Record<string, MethodLimit>> = { message: { atOnce: 12, perMinute: 16, each: 'conversation' } };

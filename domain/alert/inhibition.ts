import { z } from 'zod';
import { MatcherText } from './route.ts';

/** While an alert that all of `source` match fires, those that all of `target` match tell nobody, where both have the same values of the
 *  labels in `equal`. `missingIsEqual`: a label that neither of the two has counts as the same. */
export const Inhibition = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  source: z.array(MatcherText).min(1),
  target: z.array(MatcherText).min(1),
  equal: z.array(z.string().min(1)).default([]),
  missingIsEqual: z.boolean().default(false),
});
export type Inhibition = z.output<typeof Inhibition>;

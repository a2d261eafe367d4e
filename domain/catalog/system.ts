import { z } from 'zod';
import { Reference } from '../resource/name.ts';

/** Something the firm runs. `policy` says who is called for it, `team` who owns it, `dependsOn` which systems it cannot work without. */
export const System = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  policy: Reference.optional(),
  team: Reference.optional(),
  dependsOn: z.array(Reference).default([]),
});
export type System = z.output<typeof System>;

import { z } from 'zod';
import { ChatIds } from './person.ts';
import { Reference } from '../resource/name.ts';

/** People who answer together. `schedule` says who of them is on call; without it a page to the team reaches all. `chat` holds group mentions.
 *  `channel` is where what concerns all of them is said. */
export const Team = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  people: z.array(Reference).default([]),
  schedule: Reference.optional(),
  chat: ChatIds.default({}),
  channel: Reference.optional(),
});
export type Team = z.output<typeof Team>;

import { z } from 'zod';
import { ChatIds } from './person.ts';
import { Reference } from '../resource/name.ts';

/** People who answer together. `schedule` says who of them is on call; without it a page to the team reaches all. `chat` holds group mentions. */
export const Team = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  people: z.array(Reference).default([]),
  schedule: Reference.optional(),
  chat: ChatIds.default({}),
});
export type Team = z.output<typeof Team>;

import { z } from 'zod';
import { Reference } from '../resource/name.ts';

const isWebUrl = (text: string): boolean => URL.canParse(text) && /^https?:/iu.test(text);

const Link = z.strictObject({
  label: z.string().min(1).max(80),
  url: z.string().max(2000).refine(isWebUrl, 'is not a web address; write one that begins with https:// or http://'),
});

/** Something the firm runs. `policy` says who is called for it, `team` who owns it, `dependsOn` which systems it cannot work without; `links`
 *  (a runbook, a dashboard) stand at the top of its war rooms, where the chat can. */
export const System = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  policy: Reference.optional(),
  team: Reference.optional(),
  dependsOn: z.array(Reference).default([]),
  links: z.array(Link).max(8).default([]),
});
export type System = z.output<typeof System>;

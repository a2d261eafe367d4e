import { z } from 'zod';

const isWebUrl = (text: string): boolean => URL.canParse(text) && /^https?:/iu.test(text);

/** Where cards are shown. `to` is the conversation's id on that platform (web: the room, else the channel's own name); robots and webhooks
 *  have a `url`; `secret` signs what is sent to a robot. */
export const Channel = z
  .strictObject({
    displayName: z.string().min(1).max(100).optional(),
    platform: z.enum(['web', 'slack', 'wecom', 'robot', 'webhook']),
    to: z.string().min(1).optional(),
    url: z.string().refine(isWebUrl, 'is not a web address; write one that begins with https:// or http://').optional(),
    secret: z.string().min(1).optional(),
  })
  .superRefine((c, ctx) => {
    const needs = { web: null, slack: 'to', wecom: 'to', robot: 'url', webhook: 'url' } as const;
    const field = needs[c.platform];
    if (field && c[field] === undefined) {
      const what = field === 'to' ? 'the id of the conversation' : 'the address to post to';
      ctx.addIssue({ code: 'custom', path: [field], message: `is missing; a ${c.platform} channel needs \`${field}\`, ${what}` });
    }
  });
export type Channel = z.output<typeof Channel>;

import { z } from 'zod';
import { Said, SaidList } from '../../../domain/text/said.ts';

export const actions = ['trigger', 'acknowledge', 'resolve'] as const;
export const severities = ['critical', 'error', 'warning', 'info'] as const;

/** An event of PagerDuty's Events API v2; only the fields that are used. What must be there is checked by name, as PagerDuty does. */
export const Event = z.object({
  event_action: Said,
  dedup_key: Said,
  client: Said,
  client_url: Said,
  images: SaidList,
  links: SaidList,
  payload: z
    .object({
      summary: Said,
      source: Said,
      severity: Said,
      timestamp: Said,
      component: Said,
      group: Said,
      class: Said,
      custom_details: z.unknown().optional(),
    })
    .nullish()
    .catch(null),
});
export type Event = z.output<typeof Event>;
export type Payload = NonNullable<Event['payload']>;

export const Image = z.object({ src: Said, href: Said, alt: Said });
export const Link = z.object({ href: Said, text: Said });

import { z } from 'zod';

/** Alertmanager's webhook, version 4; only the fields that are used. The status counts per alert, not for the group. */
export const Webhook = z.object({
  version: z.literal('4', 'is not "4"; this door takes the webhook of Alertmanager 0.16 or newer'),
  status: z.enum(['firing', 'resolved']),
  truncatedAlerts: z.number().int().nonnegative().optional(),
  groupLabels: z.record(z.string(), z.string()).optional(),
  alerts: z.array(z.unknown()),
});
export const WebhookAlert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()).nullish(),
  startsAt: z.string().nullish(),
  endsAt: z.string().nullish(),
  generatorURL: z.string().nullish(),
});

/** An alert of `GET /api/v2/alerts`: all that it lists fire, and have an end that only says when to ask again. */
export const ListedAlert = z.object({
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()).default({}),
  startsAt: z.string(),
  generatorURL: z.string().default(''),
});

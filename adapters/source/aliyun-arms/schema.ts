import { z } from 'zod';
import { Said, SaidTexts } from '../../../domain/text/said.ts';

/** What ARMS sends for `$alertmanager_content`: Alertmanager's form without its version and group key; only the fields that are used. */
export const Webhook = z.object({
  alerts: z.array(z.unknown(), 'is missing. In the webhook of ARMS choose the template $alertmanager_content; free text cannot be read'),
  truncatedAlerts: z.number().int().nonnegative().nullish().catch(0),
  groupLabels: SaidTexts,
});

export const WebhookAlert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: z.record(z.string(), z.string()).refine((l) => Object.values(l).some((v) => v !== ''), 'has no label with a value'),
  annotations: SaidTexts,
  startsAt: Said,
  endsAt: Said,
  generatorURL: Said,
});

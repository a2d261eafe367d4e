import { z } from 'zod';
import { Said, SaidList, SaidTexts } from '../../../domain/text/said.ts';

/** The webhook of Grafana's alerting (8 and newer); only the fields that are used. The status counts per alert, not for the group. */
export const Webhook = z.object({
  version: z.literal('1', 'is not "1"; this door takes the webhook of a Grafana contact point'),
  orgId: Said,
  externalURL: Said,
  truncatedAlerts: z.number().int().nonnegative().nullish().catch(0),
  groupLabels: SaidTexts,
  alerts: z.array(z.unknown()),
});

export const WebhookAlert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: z.record(z.string(), z.string()).refine((l) => Object.values(l).some((v) => v !== ''), 'has no label with a value'),
  annotations: SaidTexts,
  startsAt: Said,
  endsAt: Said,
  generatorURL: Said,
  silenceURL: Said,
  dashboardURL: Said,
  panelURL: Said,
  imageURL: Said,
  valueString: Said,
  values: SaidTexts,
});

/** The webhook of Grafana's old alerting (up to 10, dashboard alerts). */
export const Legacy = z.object({
  ruleId: z.number('is missing; it names the rule'),
  ruleName: Said,
  state: z.enum(['alerting', 'ok', 'no_data', 'paused', 'pending', 'unknown']),
  title: Said,
  message: Said,
  ruleUrl: Said,
  imageUrl: Said,
  orgId: Said,
  dashboardId: Said,
  panelId: Said,
  tags: SaidTexts,
  evalMatches: SaidList,
});
export type Legacy = z.output<typeof Legacy>;
export const Match = z.object({ metric: Said, value: Said, tags: SaidTexts });

import { z } from 'zod';

/** The words for how bad an alert is that routes, cards and incidents understand. */
const SeverityWord = z.enum(['critical', 'error', 'warning', 'info']);

/** A field of ours that a `mapping` may place. */
const MappedField = z
  .string()
  .regex(
    /^(title|description|status|severity|key|startsAt|endsAt|url|alerts|labels\..+)$/u,
    'is not a field that can be mapped; write title, description, status, severity, key, startsAt, endsAt, url, alerts or labels.<name>',
  );

/** One door for alerts: `POST /hooks/<name>/<key>`. `labels` are added to every signal that comes in by it (a label the sender gives wins);
 *  `severities` says what the sender's own words for the label `severity` mean; `api` is where a batch that was cut short can be asked for;
 *  `mapping` says for generic JSON which of our fields is found at which path of theirs, such as `title: alert.summary`. */
export const Integration = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/u, 'is not the name of a source; write one such as alertmanager, grafana, pagerduty, zabbix or generic'),
  key: z.string().regex(/^[^\s/?#]+$/u, 'cannot be part of a web address; use letters, digits, dash and underscore, best 32 random ones'),
  labels: z.record(z.string().min(1), z.string()).default({}),
  severities: z.record(z.string().min(1), SeverityWord).default({}),
  api: z.url({ protocol: /^https?$/u, error: 'is not a web address; write it as http://alertmanager.example.com:9093' }).optional(),
  mapping: z.record(MappedField, z.string().min(1)).default({}),
});
export type Integration = z.output<typeof Integration>;

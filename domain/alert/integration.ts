import { z } from 'zod';

/** One door for alerts: `POST /hooks/<name>/<key>`. `labels` are added to every signal that comes in by it (a label the sender gives wins);
 *  `mapping` says for generic JSON which of our fields is found at which path of theirs, such as `title: alert.summary`. */
export const Integration = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/u, 'is not the name of a source; write one such as alertmanager, grafana, pagerduty, zabbix or generic'),
  key: z.string().regex(/^[^\s/?#]+$/u, 'cannot be part of a web address; use letters, digits, dash and underscore, best 32 random ones'),
  labels: z.record(z.string().min(1), z.string()).default({}),
  mapping: z.record(z.string().min(1), z.string().min(1)).default({}),
});
export type Integration = z.output<typeof Integration>;

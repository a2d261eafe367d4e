import type { SourceAdapter } from '../../../ports/source.ts';
import { Webhook, WebhookAlert } from './schema.ts';

/** A webhook repeats what still fires only after its repeat interval, so an open alert must not time out before it is said to be over. */
const openUntil = '9999-12-31T00:00:00Z';

/** Prometheus Alertmanager by its webhook. A resolved alert keeps its own end, a firing one has none. */
export const alertmanager: SourceAdapter = {
  name: 'alertmanager',
  read(body, now) {
    const read = Webhook.safeParse(body);
    if (!read.success) return { ok: false, because: read.error.issues.map((i) => `${i.path.join('.') || 'body'} ${i.message}`).join('; ') };
    return { ok: true, alerts: read.data.alerts.map((alert) => posted(alert, now)) };
  },
  setup: (url) => ({
    curl: `curl -H 'content-type: application/json' -d '${JSON.stringify(sample)}' ${url}`,
  }),
};

const sample = {
  version: '4',
  status: 'firing',
  alerts: [{ status: 'firing', labels: { alertname: 'HelloTocsin', severity: 'warning' }, annotations: { summary: 'A first alert' } }],
};

/** What is not an alert at all goes on as it is: the intake names what is wrong with it. */
function posted(alert: unknown, now: number): unknown {
  const read = WebhookAlert.safeParse(alert);
  if (!read.success) return alert;
  const { status, endsAt, ...rest } = read.data;
  const ended = endsAt && !endsAt.startsWith('0001-') ? endsAt : new Date(now).toISOString();
  return { ...rest, endsAt: status === 'firing' ? openUntil : ended };
}

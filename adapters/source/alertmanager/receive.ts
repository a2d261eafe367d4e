import type { SourceAdapter, SourceAlert } from '../../../ports/source.ts';
import { openUntil } from '../../../ports/source-alert.ts';
import { rest } from './rest.ts';
import { Webhook, WebhookAlert } from './schema.ts';

/** Prometheus Alertmanager by its webhook. A resolved alert keeps its own end, a firing one has none. */
export const alertmanager: SourceAdapter = {
  name: 'alertmanager',
  read({ body, now }) {
    const read = Webhook.safeParse(body);
    if (!read.success) return { ok: false, because: read.error.issues.map((i) => `${i.path.join('.') || 'body'} ${i.message}`).join('; ') };
    const { alerts, truncatedAlerts: count = 0, groupLabels = {} } = read.data;
    const heard = alerts.map((alert) => posted(alert, now));
    return count > 0 ? { ok: true, alerts: heard, truncated: { count, labels: groupLabels } } : { ok: true, alerts: heard };
  },
  setup: ({ url }) => ({
    steps: {
      en: [
        `In alertmanager.yml add a receiver:\n${receiver(url)}`,
        'Name it in the route, reload Alertmanager (kill -HUP, or POST /-/reload), and send a first alert with the command below.',
      ],
      zh: [
        `在 alertmanager.yml 中添加接收者：\n${receiver(url)}`,
        '在路由中引用它，重新加载 Alertmanager（kill -HUP 或 POST /-/reload），再用下面的命令发送第一条告警。',
      ],
    },
    curl: `curl -H 'content-type: application/json' -d '${JSON.stringify(sample)}' ${url}`,
  }),
  rest,
};

/** No `max_alerts`: we take a group whole, however large. */
const receiver = (url: string): string =>
  ['receivers:', '  - name: tocsin', '    webhook_configs:', `      - url: ${url}`, '        send_resolved: true'].join('\n');

const sample = {
  version: '4',
  status: 'firing',
  alerts: [{ status: 'firing', labels: { alertname: 'HelloTocsin', severity: 'warning' }, annotations: { summary: 'A first alert' } }],
};

/** What is not an alert at all goes on as it is: the intake names what is wrong with it. A time that lies ahead of us
 *  was told by a clock that is ahead: what is over is over now, and what fires began now. */
function posted(alert: unknown, now: number): SourceAlert {
  const read = WebhookAlert.safeParse(alert);
  if (!read.success) return { posted: alert };
  const { status, startsAt, endsAt, ...said } = read.data;
  const began = startsAt && Date.parse(startsAt) > now ? new Date(now).toISOString() : startsAt;
  const ended = endsAt && !endsAt.startsWith('0001-') && !(Date.parse(endsAt) > now) ? endsAt : new Date(now).toISOString();
  return { posted: { ...said, startsAt: began, endsAt: status === 'firing' ? openUntil : ended } };
}

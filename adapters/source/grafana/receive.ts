import type { Delivered, SourceAdapter, SourceAlert } from '../../../ports/source.ts';
import { readOneByOne, sourceAlert, timeOf, webAddress, wrongIn } from '../../../ports/source-alert.ts';
import { grafanaLegacy } from './legacy.ts';
import { Webhook, WebhookAlert } from './schema.ts';
import { setup } from './setup.ts';

/** Grafana's alerting by the webhook of a contact point. What the old alerting of Grafana sends is known by its `ruleId`, and read as such. */
export const grafana: SourceAdapter = {
  name: 'grafana',
  read(delivered) {
    const { body } = delivered;
    if (typeof body === 'object' && body !== null && 'ruleId' in body) return grafanaLegacy.read(delivered);
    const read = Webhook.safeParse(body);
    if (!read.success) return { ok: false, because: wrongIn(read.error) };
    const { alerts, truncatedAlerts, orgId, groupLabels } = read.data;
    const heard = readOneByOne(alerts, (alert) => {
      const one = WebhookAlert.safeParse(alert);
      return one.success ? [alertOf(one.data, orgId, delivered)] : wrongIn(one.error);
    });
    return heard.ok && truncatedAlerts ? { ...heard, truncated: { count: truncatedAlerts, labels: groupLabels } } : heard;
  },
  setup,
};

/** Its labels name it, as in Grafana; with the organisation, for each has rules of its own. */
function alertOf(alert: ReturnType<typeof WebhookAlert.parse>, orgId: string, { now }: Delivered): SourceAlert {
  const { labels, annotations } = alert;
  const links = { dashboard: alert.dashboardURL, panel: alert.panelURL, silence: alert.silenceURL, image: alert.imageURL };
  const shown = Object.entries(links).map(([name, url]) => [`${name}_url`, webAddress(url)]);
  const values = Object.entries(alert.values).map(([name, value]) => `${name}=${value}`);
  return sourceAlert(
    {
      identity: { orgId, ...labels },
      state: alert.status,
      alertname: labels['alertname'] ?? 'Grafana alert',
      severity: labels['severity'] ?? '',
      labels,
      annotations: { ...annotations, values: values.join(', ') || alert.valueString, ...Object.fromEntries(shown) },
      url: webAddress(alert.generatorURL) || webAddress(alert.panelURL) || alert.dashboardURL,
      startsAt: timeOf(alert.startsAt),
      endsAt: timeOf(alert.endsAt),
    },
    now,
  );
}

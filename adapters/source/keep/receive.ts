import type { Delivered, SourceAdapter, SourceAlert } from '../../../ports/source.ts';
import { readOneByOne, sourceAlert, stateOf, timeOf, wrongIn } from '../../../ports/source-alert.ts';
import { Alert, Sent } from './schema.ts';

/** Keep by a workflow. What Keep suppresses (maintenance, a dismissal) somebody there chose not to hear of, so it never opens an alert here; but an
 *  alert that is open stays open, for nothing was mended. */
export const keep: SourceAdapter = {
  name: 'keep',
  read(delivered) {
    const sent = Sent.safeParse(delivered.body);
    if (!sent.success) return { ok: false, because: 'body is not JSON as the workflow sends it' };
    return readOneByOne(sent.data, (alert) => {
      const read = Alert.safeParse(alert);
      return read.success ? alertOf(read.data, delivered) : wrongIn(read.error);
    });
  },
  setup: ({ url }) => ({
    steps: {
      en: [
        `In Keep: Providers → Webhook → Connect. Name tocsin, method POST, no login (the key is in the address), and this URL; Keep refuses localhost:\n${url}`,
        `Workflows → Upload, or Create → YAML. It sends every alert as it changes:\n${workflow}`,
        'What is acknowledged or suppressed in Keep is noted on the alert here, and acknowledges nothing.',
      ],
      zh: [
        `在 Keep 中：Providers → Webhook → Connect。名称 tocsin，方法 POST，无需登录（密钥就在地址里），URL 填下面的地址；Keep 不接受 localhost：\n${url}`,
        `Workflows → Upload，或 Create → YAML。它会在告警变化时发送：\n${workflow}`,
        '在 Keep 里确认或抑制的告警，只在这里的告警上记一笔，不算认领。',
      ],
    },
    curl: `curl -H 'content-type: application/json' -d '${JSON.stringify(sample)}' ${url}`,
  }),
};

const sample = { fingerprint: 'hello-tocsin', name: 'A first alert', status: 'firing', severity: 'warning' };

/** Keep refuses to send anything when a field is not there at all; these always are. */
const workflow = `workflow:
  id: tocsin
  name: Tocsin
  description: Sends alerts to Tocsin
  triggers:
    - type: alert
  actions:
    - name: send
      provider:
        type: webhook
        config: "{{ providers.tocsin }}"
        with:
          body:
${['fingerprint', 'name', 'status', 'severity', 'message', 'description', 'lastReceived', 'url', 'environment', 'service', 'assignee']
  .map((field) => `            ${field}: "{{ alert.${field} }}"`)
  .join('\n')}`;

const severities = { critical: 'critical', high: 'error', warning: 'warning', info: 'info', low: 'info' } as const;

function alertOf(alert: ReturnType<typeof Alert.parse>, { now }: Delivered): SourceAlert[] {
  const { fingerprint, name, labels, message, description, assignee } = alert;
  const status = alert.status.replace(/^.*\./u, '').toLowerCase();
  // What is pending has not begun yet.
  if (status === 'pending') return [];
  const state = alert.dismissed === true && stateOf(status) === 'firing' ? 'quieted' : stateOf(status);
  return [
    sourceAlert(
      {
        identity: { fingerprint },
        state,
        alertname: labels['alertname'] ?? (name || fingerprint),
        severity: alert.severity.replace(/^.*\./u, ''),
        severities,
        labels: { ...labels, environment: alert.environment, service: alert.service, keep_source: alert.source.join(', ') },
        annotations: { summary: name || message, description: description || message },
        url: alert.url,
        startsAt: timeOf(alert.firingStartTime) ?? timeOf(alert.startedAt) ?? (state === 'resolved' ? null : timeOf(alert.lastReceived)),
        endsAt: timeOf(alert.endsAt) ?? timeOf(alert.lastReceived),
        by: state === 'acknowledged' ? assignee : status,
      },
      now,
    ),
  ];
}

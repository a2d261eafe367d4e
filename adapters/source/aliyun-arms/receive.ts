import type { Delivered, SourceAdapter, SourceAlert } from '../../../ports/source.ts';
import { readOneByOne, sourceAlert, timeOf, wrongIn } from '../../../ports/source-alert.ts';
import { Webhook, WebhookAlert } from './schema.ts';

/** The alert management of Alibaba Cloud ARMS by a webhook. */
export const aliyunArms: SourceAdapter = {
  name: 'aliyun-arms',
  read(delivered) {
    const read = Webhook.safeParse(delivered.body);
    if (!read.success) return { ok: false, because: wrongIn(read.error) };
    const { alerts: given, truncatedAlerts, groupLabels } = read.data;
    const heard = readOneByOne(given, (alert) => {
      const one = WebhookAlert.safeParse(alert);
      return one.success ? [alertOf(one.data, delivered)] : wrongIn(one.error);
    });
    return heard.ok && truncatedAlerts ? { ...heard, truncated: { count: truncatedAlerts, labels: groupLabels } } : heard;
  },
  setup: ({ url }) => ({
    steps: {
      en: [
        `In the ARMS console: Alert Management → Notification Objects → Webhook Integration → Create Webhook. Method Post, and this URL:\n${url}`,
        'Header:\nContent-Type: application/json',
        'As the notification template, and as the recovery template too:\n$alertmanager_content',
        'Press Test, save, then add the webhook to a notification policy, with the notification of recoveries on.',
        'Tocsin must be reachable from the internet under this address, and answers well within the 5 seconds that ARMS waits.',
      ],
      zh: [
        `在 ARMS 控制台：告警管理 → 通知对象 → Webhook 集成 → 创建 Webhook。方法 Post，URL 填写：\n${url}`,
        '请求头：\nContent-Type: application/json',
        '通知模板和恢复模板都填写：\n$alertmanager_content',
        '点击“测试”并保存，再把这个 Webhook 加进通知策略，并打开恢复通知。',
        '此地址必须能从公网访问；ARMS 只等 5 秒，Tocsin 的应答远快于此。',
      ],
    },
    curl: `curl -H 'content-type: application/json' -d '${JSON.stringify(sample)}' ${url}`,
  }),
};

const sample = {
  alerts: [{ status: 'firing', labels: { alertname: 'HelloTocsin', severity: 'warning' }, annotations: { message: 'A first alert' } }],
};

/** Its labels name it, all but how bad it is just now. */
function alertOf({ status, labels, annotations, ...alert }: ReturnType<typeof WebhookAlert.parse>, { now }: Delivered): SourceAlert {
  const { severity = '', _aliyun_arms_alert_level: level = severity, ...steady } = labels;
  const { summary, description, message = '' } = annotations;
  return sourceAlert(
    {
      identity: steady,
      state: status,
      alertname: labels['alertname'] ?? 'ARMS alert',
      severity: severity || level,
      labels,
      annotations: {
        ...annotations,
        summary: summary ?? message,
        description: description ?? '',
        value: annotations['_aliyun_arms_alert_value'] ?? '',
      },
      url: alert.generatorURL,
      startsAt: timeOf(alert.startsAt),
      endsAt: timeOf(alert.endsAt),
    },
    now,
  );
}

import type { SourceAdapter } from '../../../ports/source.ts';

const sample = {
  version: '1',
  status: 'firing',
  alerts: [{ status: 'firing', labels: { alertname: 'HelloTocsin', severity: 'warning' }, annotations: { summary: 'A first alert' } }],
};

const contactPoint = (url: string): string =>
  [
    'apiVersion: 1',
    'contactPoints:',
    '  - orgId: 1',
    '    name: tocsin',
    '    receivers:',
    '      - uid: tocsin',
    '        type: webhook',
    '        settings:',
    `          url: ${url}`,
    '          httpMethod: POST',
  ].join('\n');

export const setup: SourceAdapter['setup'] = ({ url }) => ({
  steps: {
    en: [
      `In Grafana: Alerting → Contact points → Add contact point, integration Webhook, method POST, and this URL; leave "Max alerts" at 0 so that nothing is cut:\n${url}`,
      `Or as a file in provisioning/alerting:\n${contactPoint(url)}`,
      'Press Test, then choose the contact point in Notification policies. Keep "Disable resolved message" off.',
      'Give rules the labels severity (critical, error, warning, info) and system: they decide who is called.',
    ],
    zh: [
      `在 Grafana 中：告警 → 联络点 → 添加联络点，集成选 Webhook，方法 POST，URL 填下面的地址；“最大告警数”保持 0，以免被截断：\n${url}`,
      `或者写成 provisioning/alerting 下的文件：\n${contactPoint(url)}`,
      '点击“测试”，再到“通知策略”里选用这个联络点。不要勾选“禁用恢复消息”。',
      '给规则加上 severity（critical、error、warning、info）和 system 标签：它们决定呼叫谁。',
    ],
  },
  curl: `curl -H 'content-type: application/json' -d '${JSON.stringify(sample)}' ${url}`,
});

const legacySample = { ruleId: 1, ruleName: 'HelloTocsin', title: '[Alerting] HelloTocsin', state: 'alerting', message: 'A first alert' };

export const legacySetup: SourceAdapter['setup'] = ({ url }) => ({
  steps: {
    en: [
      `In Grafana: Alerting → Notification channels → Add channel, type webhook, method POST, and this URL. "Send on all alerts" spares naming it in each rule:\n${url}`,
      'Under Optional settings keep "Disable resolve message" off, then press Send test.',
      'Tags of a rule become labels: add severity and system. A rule is one alert, however many series it matches; the alerting of newer Grafana tells them apart.',
    ],
    zh: [
      `在 Grafana 中：告警 → 通知渠道 → 添加渠道，类型 webhook，方法 POST，URL 填下面的地址。勾选“发送所有告警”，就不必在每条规则里引用：\n${url}`,
      '在可选设置里不要勾选“禁用恢复消息”，然后点击“发送测试”。',
      '规则的标签（tags）会成为告警标签：请加上 severity 和 system。一条规则就是一条告警，无论匹配多少序列；新版 Grafana 告警可以分开。',
    ],
  },
  curl: `curl -H 'content-type: application/json' -d '${JSON.stringify(legacySample)}' ${url}`,
});

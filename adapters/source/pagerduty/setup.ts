import type { SourceAdapter } from '../../../ports/source.ts';

const sample = {
  event_action: 'trigger',
  dedup_key: 'hello-tocsin',
  payload: { summary: 'A first alert', source: 'my-desk', severity: 'warning' },
};

export const setup: SourceAdapter['setup'] = ({ origin, key }) => ({
  steps: {
    en: [
      `Where the tool asks for the address of PagerDuty (Events API v2), give this one; for a client library it is the server:\n${origin}/v2/enqueue`,
      `As the integration key (routing_key) give:\n${key}`,
      `Alertmanager, for example, has both in a receiver:\npagerduty_configs:\n  - routing_key: ${key}\n    url: ${origin}/v2/enqueue`,
      'A tool that knows only the address of PagerDuty itself, and cannot be told another, cannot be pointed here; use its webhook instead.',
    ],
    zh: [
      `在工具里填写 PagerDuty（Events API v2）地址的地方，改填下面这个；如果用客户端库，就是它的 server：\n${origin}/v2/enqueue`,
      `集成密钥（routing_key）填写：\n${key}`,
      `例如在 Alertmanager 的接收者里写：\npagerduty_configs:\n  - routing_key: ${key}\n    url: ${origin}/v2/enqueue`,
      '只认 PagerDuty 官方地址、不能改地址的工具接不进来，请改用它的 webhook。',
    ],
  },
  curl: `curl -H 'content-type: application/json' -d '${JSON.stringify({ routing_key: key, ...sample })}' ${origin}/v2/enqueue`,
});

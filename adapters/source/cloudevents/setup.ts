import type { SourceAdapter } from '../../../ports/source.ts';

const sample = {
  specversion: '1.0',
  id: 'hello-1',
  source: '/my/desk',
  type: 'com.example.hello.firing',
  data: { summary: 'A first alert', severity: 'warning' },
};

const trigger = (url: string): string =>
  [
    'apiVersion: eventing.knative.dev/v1',
    'kind: Trigger',
    'metadata: { name: tocsin }',
    'spec:',
    '  broker: default',
    '  filter: { attributes: { type: com.example.disk.firing } }',
    '  subscriber:',
    `    uri: ${url}`,
  ].join('\n');

export const setup: SourceAdapter['setup'] = ({ url }) => ({
  steps: {
    en: [
      `Subscribe this address to the events; binary, structured and batched ones are all read, and the handshake of webhooks is answered:\n${url}`,
      `With Knative, for example:\n${trigger(url)}`,
      'An alert is told by its extension "dedupkey", or else by source, subject and type. A type or a "status" that ends in resolved, ok, recovered, closed or the like ends it: com.example.disk.firing, then com.example.disk.resolved. Read from the data: summary, description, severity, status, url, labels.',
    ],
    zh: [
      `把下面的地址订阅到事件上；二进制、结构化和批量三种模式都能读，webhook 握手也会应答：\n${url}`,
      `以 Knative 为例：\n${trigger(url)}`,
      '告警由扩展属性 dedupkey 识别，没有时用 source、subject 和 type。type 或 status 以 resolved、ok、recovered、closed 等结尾即为恢复：先 com.example.disk.firing，后 com.example.disk.resolved。从 data 中读取 summary、description、severity、status、url、labels。',
    ],
  },
  curl: `curl -H 'content-type: application/cloudevents+json' -d '${JSON.stringify(sample)}' ${url}`,
});

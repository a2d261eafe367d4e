import type { SourceAdapter } from '../../../ports/source.ts';

const sample = { title: 'A first alert', severity: 'warning', status: 'firing', key: 'hello-tocsin', labels: { instance: 'my-desk' } };

const body = `{
  "title": "Disk full on db-1",
  "description": "97 % of /var",
  "severity": "critical",
  "status": "firing",
  "key": "disk-db-1",
  "url": "https://monitor.example.com/alerts/17",
  "labels": { "instance": "db-1", "system": "order-gateway" }
}`;

const yaml = `mapping:
  title: event.name
  severity: event.level
  status: event.state
  key: event.id
  labels.instance: host.name`;

/** The sample as a sender with these names would send it. */
function mapped(mapping: Readonly<Record<string, string>>): object {
  const { labels, ...plain } = sample;
  const all = { ...plain, ...Object.fromEntries(Object.entries(labels).map(([name, value]) => [`labels.${name}`, value])) };
  const said: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(all)) {
    const path = (mapping[field] ?? field).split('.');
    let at = said;
    for (const part of path.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
    at[path.at(-1) ?? field] = value;
  }
  return said;
}

export const setup: SourceAdapter['setup'] = ({ url, mapping = {} }) => ({
  steps: {
    en: [
      `Send this as JSON, by POST, to the address above; a list is read one by one. Only "title" must be there:\n${body}`,
      'The same key is the same alert. It is over when it comes with the status resolved (ok, recovered, closed, normal, 恢复 … are understood too).',
      `A sender whose fields have other names is told so in the integration, ours on the left, the dotted path of theirs on the right. "alerts" is the path of a list:\n${yaml}`,
      'Severities that are not critical, error, warning or info are explained by "severities" of the integration, such as { urgent: critical }.',
    ],
    zh: [
      `用 POST 把下面的 JSON 发到上面的地址；数组会逐条读取。只有 title 必填：\n${body}`,
      'key 相同就是同一条告警。status 为 resolved（ok、recovered、closed、normal、恢复 等同样认得）时告警恢复。',
      `字段名不同的来源，在接入的 mapping 里说明：左边是我们的字段，右边是对方的点分路径；alerts 是告警数组所在的路径：\n${yaml}`,
      '级别不是 critical、error、warning、info 的，用接入的 severities 说明，例如 { urgent: critical }。',
    ],
  },
  curl: `curl -H 'content-type: application/json' -d '${JSON.stringify(mapped(mapping))}' ${url}`,
});

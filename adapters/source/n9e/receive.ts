import type { Delivered, SourceAdapter, SourceAlert } from '../../../ports/source.ts';
import { readOneByOne, sourceAlert, timeOf, webAddress, wrongIn } from '../../../ports/source-alert.ts';
import { Event, Sent } from './schema.ts';

/** Nightingale (n9e) by its callback: one event, or a list of them where it batches. */
export const n9e: SourceAdapter = {
  name: 'n9e',
  read(delivered) {
    return readOneByOne(Sent.parse(delivered.body), (event) => {
      const read = Event.safeParse(event);
      return read.success ? [alertOf(read.data, delivered)] : wrongIn(read.error);
    });
  },
  setup: ({ url }) => ({
    steps: {
      en: [
        `In Nightingale 8 and newer: Notification → Notification rules → add a rule, with the built-in medium Callback and this as its Callback Url:\n${url}`,
        'The request body of that medium must be as it came:\n{{ jsonMarshal $events }}',
        'Name the notification rule in the alert rules, and keep the notification of recoveries on there.',
        `In Nightingale 6 and 7: System → Notification settings → Callback (Webhook): enable it with this URL for all events, or give it as the callback of one alert rule:\n${url}`,
        'Tags become labels: give rules a tag system=… so that the right people are called. Severities 1, 2, 3 are critical, warning, info.',
      ],
      zh: [
        `夜莺 8 及以上：通知 → 通知规则 → 新增，通知媒介选内置的 Callback，Callback Url 填写：\n${url}`,
        '该媒介的请求体保持默认：\n{{ jsonMarshal $events }}',
        '在告警规则里引用这条通知规则，并保持恢复通知打开。',
        `夜莺 6、7：系统配置 → 通知设置 → 回调地址（Webhook），启用并填写此 URL，对所有事件生效；或填在某条告警规则的“回调地址”里：\n${url}`,
        '事件标签会成为告警标签：给规则附加 system=… 标签，才能找对人。级别 1、2、3 分别是 critical、warning、info。',
      ],
    },
    curl: `curl -H 'content-type: application/json' -d '${JSON.stringify(sample)}' ${url}`,
  }),
};

const sample = { id: 1, rule_id: 1, rule_name: 'A first alert', severity: 2, tags: ['ident=my-desk'], is_recovered: false };

const severities = { 1: 'critical', 2: 'warning', 3: 'info' } as const;

function alertOf(event: Event, { now, integration }: Delivered): SourceAlert {
  const tags = { ...Object.fromEntries(event.tags.map(pairIn)), ...event.tags_map };
  // The name of a rule may be changed while it fires; its id may not.
  const { rulename: _name, ...steady } = tags;
  const { api } = integration.spec;
  const { summary, description, ...annotations } = event.annotations;
  return sourceAlert(
    {
      identity: {
        ...Object.fromEntries(Object.entries(steady).map(([name, value]) => [`tag ${name}`, value])),
        rule_id: event.rule_id || event.rule_name,
        datasource: event.datasource_id || event.cluster,
        target_ident: event.target_ident,
      },
      state: event.is_recovered ? 'resolved' : 'firing',
      alertname: event.rule_name,
      severity: event.severity,
      severities,
      labels: { instance: event.target_ident, busigroup: event.group_name, cluster: event.cluster, ...steady },
      annotations: {
        ...annotations,
        summary: summary ?? event.rule_name,
        description: description ?? event.rule_note,
        value: event.trigger_value,
        query: event.prom_ql,
        runbook_url: webAddress(event.runbook_url),
        acknowledged: event.claimant,
      },
      url: api && event.id !== '' ? `${api.replace(/\/+$/u, '')}/alert-his-events/${encodeURIComponent(event.id)}` : '',
      startsAt: timeOf(event.first_trigger_time) ?? timeOf(event.trigger_time),
      // When it gets worse or better, the event of the severity before recovers, and the alert does not.
      endsItsSeverity: true,
      endsAt: timeOf(event.recover_time) ?? timeOf(event.last_eval_time),
    },
    now,
  );
}

function pairIn(tag: string): readonly [string, string] {
  const equals = tag.indexOf('=');
  return equals < 0 ? [tag, 'yes'] : [tag.slice(0, equals), tag.slice(equals + 1)];
}

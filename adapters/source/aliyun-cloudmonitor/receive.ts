import { Said, SaidTexts } from '../../../domain/text/said.ts';
import type { SourceAdapter, SourceAlert } from '../../../ports/source.ts';
import { sourceAlert, timeOf, wrongIn } from '../../../ports/source-alert.ts';
import { Callback } from './schema.ts';

/** Threshold rules of Alibaba Cloud CloudMonitor by their callback. */
export const aliyunCloudmonitor: SourceAdapter = {
  name: 'aliyun-cloudmonitor',
  read({ body, now }) {
    const read = Callback.safeParse(body);
    if (!read.success) return { ok: false, because: wrongIn(read.error) };
    return { ok: true, alerts: [alertOf(read.data, now)] };
  },
  setup: ({ url }) => ({
    steps: {
      en: [
        `In the CloudMonitor console: Alerts → Alert Rules → Create Alert Rule (or Modify). Under Advanced Settings → Alert Callback give this URL, once for each rule:\n${url}`,
        'For many rules at once: put the callback into an alert template and apply it to an application group.',
        'Press Test beside it; the alert that comes with it can be closed here. Recoveries are called back too, without a setting.',
        'Tocsin must be reachable from the internet under this address. Labels such as system are added by "labels" of the integration, so use one integration for each system.',
      ],
      zh: [
        `在云监控控制台：报警服务 → 报警规则 → 创建报警规则（或修改）。在“高级设置 → 报警回调”填写此 URL，每条规则填一次：\n${url}`,
        '规则很多时：把回调写进报警模板，再应用到应用分组。',
        '点击旁边的“测试”；随之而来的测试告警可在这里关闭。恢复也会回调，无需另设。',
        '此地址必须能从公网访问。system 等标签由接入的 labels 附加，所以每个系统用一个接入。',
      ],
    },
    curl: `curl --data-urlencode 'alertName=A first alert' -d 'alertState=ALERT&curValue=95&instanceName=my-desk&metricName=CPUUtilization&ruleId=hello' ${url}`,
  }),
};

const severities = { critical: 'critical', warn: 'warning', info: 'info' } as const;

function alertOf(call: ReturnType<typeof Callback.parse>, now: number): SourceAlert {
  const { alertName, alertState, ruleId, instanceName, metricName, curValue, expression } = call;
  const dimensions = dimensionsOf(call.dimensions);
  const { instanceId = '', userId: owner = '' } = dimensions;
  const at = timeOf(call.timestamp);
  return sourceAlert(
    {
      // How bad it is, is said in words of its own and may change.
      identity: { ...prefixed(dimensions), user: call.userId || owner, rule: ruleId || alertName },
      state: alertState === 'OK' ? 'resolved' : 'firing',
      alertname: alertName,
      severity: call.triggerLevel === 'OK' ? '' : call.triggerLevel,
      severities,
      labels: {
        ...dimensions,
        instance: instanceName || instanceId,
        metric: metricName,
        namespace: call.namespace || call.metricProject,
        region: call.regionName,
      },
      annotations: {
        summary: [alertName, instanceName].filter((t) => t !== '').join(': '),
        description: [metricName, expression].filter((t) => t !== '').join(' '),
        value: curValue,
        ...(alertState === 'INSUFFICIENT_DATA' ? { source_state: alertState } : {}),
      },
      url: 'https://cloudmonitor.console.aliyun.com/',
      ...(alertState === 'OK' ? { endsAt: at } : { startsAt: at }),
      // Without data nobody knows whether it is over, or has begun.
      onlyKnown: alertState === 'INSUFFICIENT_DATA',
    },
    now,
  );
}

const prefixed = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([name, value]) => [`dimension ${name}`, value]));

/** `{userId=1, instanceId=i-1}` in any order, or JSON: an object or a list of them. */
function dimensionsOf(given: unknown): Record<string, string> {
  const said = Said.parse(given);
  const read = said === '' ? given : parsed(said);
  if (typeof read === 'object' && read !== null)
    return Object.assign({}, ...(Array.isArray(read) ? read : [read]).map((one) => SaidTexts.parse(one))) as Record<string, string>;
  const pairs = said.replaceAll(/^\{|\}$/gu, '').split(/,\s*/u);
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const equals = pair.indexOf('=');
      return equals > 0 ? [[pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()]] : [];
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

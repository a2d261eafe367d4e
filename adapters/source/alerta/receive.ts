import type { SourceAdapter, SourceAlert } from '../../../ports/source.ts';
import { sourceAlert, stateOf, timeOf, webAddress, type SaidState, wrongIn } from '../../../ports/source-alert.ts';
import { Alert, Sent } from './schema.ts';
import { setup } from './setup.ts';

/** Alerta by a plugin. A blackout or a shelf is the wish not to hear of it: it never opens an alert here, but an open one stays open. */
export const alerta: SourceAdapter = {
  name: 'alerta',
  read({ body, now, integration }) {
    const sent = Sent.safeParse(body);
    const read = Alert.safeParse(sent.data);
    if (!read.success) return { ok: false, because: wrongIn(read.error) };
    return { ok: true, alerts: [alertOf(read.data, integration.spec.api ?? '', now)] };
  },
  setup,
};

const severities = {
  security: 'critical',
  fatal: 'critical',
  critical: 'critical',
  major: 'error',
  minor: 'warning',
  warning: 'warning',
  indeterminate: 'info',
  informational: 'info',
  debug: 'info',
  trace: 'info',
  unknown: 'warning',
} as const;

function alertOf(alert: Alert, api: string, now: number): SourceAlert {
  const { resource, event, environment, correlate, text } = alert;
  const { severity: _severity, alertname: _alertname, ...tags } = Object.fromEntries(alert.tags.map(pairIn));
  const state = stateIn(alert);
  const heard = timeOf(alert.lastReceiveTime) ?? timeOf(alert.receiveTime);
  const summary = [resource, text || event].join(': ');
  return sourceAlert(
    {
      // Events that correlate (NodeDown, NodeUp) are one alert, whichever of them comes.
      identity: {
        resource,
        environment,
        customer: alert.customer,
        event: correlate.length === 0 ? event : [...new Set([...correlate, event])].toSorted().join(' '),
      },
      state,
      alertname: event,
      severity: state === 'resolved' ? '' : alert.severity,
      severities,
      labels: {
        ...tags,
        instance: resource,
        environment,
        service: alert.service.join(', '),
        group: alert.group,
        origin: alert.origin,
      },
      annotations: { ...alert.attributes, summary, value: alert.value, alerta_id: alert.id },
      url: webAddress(api !== '' && alert.id !== '' ? `${api.replace(/\/+$/u, '')}/alert/${encodeURIComponent(alert.id)}` : alert.href),
      ...(state === 'resolved' ? { endsAt: timeOf(alert.updateTime) ?? heard } : { startsAt: heard }),
      by: alert.by || (state === 'quieted' ? alert.status : ''),
    },
    now,
  );
}

/** A severity that says all is well ends it, whatever the status still is. */
function stateIn({ status, severity }: Alert): SaidState {
  if (/^(normal|ok|cleared)$/iu.test(severity)) return 'resolved';
  return stateOf(status);
}

function pairIn(tag: string): readonly [string, string] {
  const equals = tag.indexOf('=');
  return equals <= 0 ? [`tag_${tag}`, 'yes'] : [tag.slice(0, equals), tag.slice(equals + 1)];
}

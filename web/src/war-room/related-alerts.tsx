import type { Alert, Incident } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { Labels } from '../parts/labels.tsx';
import { Moment } from '../parts/moment.tsx';
import { SignalStateWord } from '../parts/state-word.tsx';

export function RelatedAlerts({ incident }: { incident: Incident }) {
  const say = useSay();
  return (
    <section class="panel" aria-labelledby="related-title">
      <h2 id="related-title">{say('relatedAlerts')}</h2>
      {incident.alerts.length === 0 && <p class="hint">{say('noRelatedAlerts')}</p>}
      <ul class="related">
        {incident.alerts.map((alert) => (
          <RelatedAlert key={alert.fingerprint} alert={alert} />
        ))}
      </ul>
      {incident.storm && (
        <p>
          <a href={`/alerts?q=${encodeURIComponent(valueOf(incident.storm.tie))}`}>{say('allItsAlerts', incident.storm.firing)}</a>
        </p>
      )}
    </section>
  );
}

/** What stands in the quotes of `system="payments"`. */
const valueOf = (tie: string): string => tie.slice(tie.indexOf('=') + 2, -1);

function RelatedAlert({ alert }: { alert: Alert }) {
  const { alertname, severity: _severity, ...labels } = alert.labels;
  return (
    <li>
      <p class="related-head">
        <a href={`/alerts#${alert.fingerprint}`}>{alertname ?? alert.fingerprint}</a>
        <SignalStateWord state={alert.state} />
      </p>
      <p class="related-summary">{alert.annotations['summary'] ?? alert.annotations['description']}</p>
      <Labels labels={labels} />
      <p class="related-since">
        <Moment at={alert.startsAt} />
      </p>
    </li>
  );
}

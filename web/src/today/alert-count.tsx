import type { Alert } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';

/** How much is firing, and in which groups: the number that decides whether to open the alerts page. */
export function AlertCount() {
  const say = useSay();
  const asked = useLive('alerts:active', (desk) => desk.api.skill('alert/list', { limit: 500 }), ['alerts']);
  const page = asked.value.value;
  if (!page) return <Problem of={asked} />;
  const firing = page.alerts.filter((alert) => alert.state === 'firing');
  const suppressed = page.alerts.length - firing.length;
  const more = page.next === null ? '' : '+';
  return (
    <section class="panel alert-count" aria-labelledby="firing-title">
      <h2 id="firing-title">{say('alerts')}</h2>
      <p class="counts">
        <a href="/alerts">
          <strong>
            {firing.length}
            {more}
          </strong>{' '}
          {say('signalFiring')}
        </a>
        <a href="/alerts#suppressed">
          <strong>{suppressed}</strong> {say('signalSuppressed')}
        </a>
      </p>
      <ul class="names">
        {byName(firing).map(([name, count]) => (
          <li key={name}>
            <span>{name}</span> <span class="names-count">{count}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const mostNames = 8;

function byName(alerts: Alert[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { labels } of alerts) {
    const name = labels['alertname'] ?? '—';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, mostNames);
}

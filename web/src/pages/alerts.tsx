import { useSignal } from '@preact/signals';
import type { Alert, SignalState } from '../../api.d.ts';
import { AlertTable } from '../alerts/alert-table.tsx';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { Choice } from '../forms/choice.tsx';
import { Empty, Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';

type Filter = 'active' | SignalState;

/** Every alert, what became of it, and why. `/alerts#suppressed` filters, `/alerts#<fingerprint>` unfolds one. */
export function AlertsPage() {
  const { address } = useDesk();
  const say = useSay();
  const search = useSignal('');
  usePageTitle(say('alerts'));
  const filter = filterNamed(address.hash.value);
  const input = filter === 'active' ? {} : { state: filter };
  const asked = useLive(`alerts ${filter}`, (desk) => desk.api.skill('alert/list', { ...input, limit: 500 }), ['alerts']);
  const page = asked.value.value;
  const rows = page?.alerts.filter((alert) => mentions(alert, search.value));
  const options = [
    ['active', say('filterActive')],
    ['firing', say('signalFiring')],
    ['suppressed', say('signalSuppressed')],
    ['resolved', say('signalResolved')],
  ] as const;
  return (
    <div class="page-frame">
      <header class="page-head">
        <h1>{say('alerts')}</h1>
        <div class="filters">
          <Choice
            legend={say('state')}
            options={[...options]}
            value={filter}
            onChange={(next) => address.turn(next === 'active' ? '' : next)}
          />
          <input
            type="search"
            data-search
            aria-label={say('search')}
            placeholder={say('searchLabels')}
            value={search.value}
            onInput={(event) => (search.value = event.currentTarget.value)}
          />
        </div>
      </header>
      <Problem of={asked} />
      {rows && rows.length > 0 && <AlertTable alerts={rows} opened={address.hash.value} />}
      {rows?.length === 0 && (
        <Empty title={say('noAlerts')}>
          {search.value === '' && (
            <p>
              {say('noAlertsMore')} <a href="/admin">{say('admin')}</a>
            </p>
          )}
        </Empty>
      )}
      {page?.next && <p class="hint">{say('firstFiveHundred')}</p>}
    </div>
  );
}

function filterNamed(hash: string): Filter {
  return hash === 'firing' || hash === 'suppressed' || hash === 'resolved' ? hash : 'active';
}

function mentions(alert: Alert, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/);
  const labels = Object.entries(alert.labels).map(([name, value]) => `${name}=${value}`);
  const text = [...labels, ...Object.values(alert.annotations), alert.source, alert.incident ?? ''].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

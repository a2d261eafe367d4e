import { useSignal, type Signal } from '@preact/signals';
import type { Alert, SignalState } from '../../api.d.ts';
import { AlertTable } from '../alerts/alert-table.tsx';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { Choice } from '../forms/choice.tsx';
import { Empty, Problem } from '../parts/problem.tsx';
import { mentionsAll, SearchField } from '../parts/search-field.tsx';
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
  const rows = page?.alerts.filter((alert) => mentionsAll(textOf(alert), search.value));
  return (
    <div class="page-frame">
      <header class="page-head">
        <h1>{say('alerts')}</h1>
        <Filters filter={filter} search={search} />
      </header>
      <Problem of={asked} />
      {rows && rows.length > 0 && <AlertTable alerts={rows} opened={address.hash.value} />}
      {rows?.length === 0 && <NoAlerts isSearching={search.value !== ''} />}
      {page?.next && <p class="hint">{say('firstFiveHundred')}</p>}
    </div>
  );
}

function Filters({ filter, search }: { filter: Filter; search: Signal<string> }) {
  const { address } = useDesk();
  const say = useSay();
  const options: [Filter, string][] = [
    ['active', say('filterActive')],
    ['firing', say('signalFiring')],
    ['suppressed', say('signalSuppressed')],
    ['resolved', say('signalResolved')],
  ];
  return (
    <div class="filters">
      <Choice legend={say('state')} options={options} value={filter} onChange={(next) => address.turn(next === 'active' ? '' : next)} />
      <SearchField text={search} placeholder={say('searchLabels')} />
    </div>
  );
}

function NoAlerts({ isSearching }: { isSearching: boolean }) {
  const say = useSay();
  return (
    <Empty title={say('noAlerts')}>
      {!isSearching && (
        <p>
          {say('noAlertsMore')} <a href="/admin">{say('admin')}</a>
        </p>
      )}
    </Empty>
  );
}

function filterNamed(hash: string): Filter {
  return hash === 'firing' || hash === 'suppressed' || hash === 'resolved' ? hash : 'active';
}

function textOf(alert: Alert): string {
  const labels = Object.entries(alert.labels).map(([name, value]) => `${name}=${value}`);
  return [...labels, ...Object.values(alert.annotations), alert.source, alert.incident ?? ''].join(' ');
}

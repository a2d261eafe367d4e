import type { Alert } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { SortHead, useSorting, type SortBy } from '../parts/sortable.tsx';
import { AlertRow } from './alert-row.tsx';

const sorts: SortBy<Alert> = {
  state: (alert) => ['firing', 'suppressed', 'resolved'].indexOf(alert.state),
  name: (alert) => alert.labels['alertname'] ?? '',
  group: (alert) => alert.group ?? '',
  since: (alert) => -Date.parse(alert.startsAt),
};

export function AlertTable({ alerts, opened }: { alerts: Alert[]; opened: string }) {
  const { clock } = useDesk();
  const say = useSay();
  const { sorted, sorting, turn } = useSorting(alerts, sorts, { key: 'state', isDown: false });
  const shared = { sorting, turn };
  return (
    <table class="table alerts-table">
      <thead>
        <tr>
          <SortHead name="state" label={say('state')} {...shared} />
          <SortHead name="name" label={say('alert')} {...shared} />
          <SortHead name="group" label={say('group')} class="wide" {...shared} />
          <SortHead name="since" label={`${say('began')} (${clock.zone.value})`} class="wide" {...shared} />
          <th scope="col">{say('incident')}</th>
          <th scope="col">
            <span class="unseen">{say('details')}</span>
          </th>
        </tr>
      </thead>
      {sorted.map((alert) => (
        <AlertRow key={alert.fingerprint} alert={alert} isOpened={alert.fingerprint === opened} />
      ))}
    </table>
  );
}

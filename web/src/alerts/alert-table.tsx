import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Alert } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { SortHead, useSorting, type SortBy } from '../parts/sortable.tsx';
import { SignalStateWord } from '../parts/state-word.tsx';
import { AlertDetail } from './alert-detail.tsx';

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

/** A body of its own: the row, and below it, when unfolded, everything about the alert. */
function AlertRow({ alert, isOpened }: { alert: Alert; isOpened: boolean }) {
  const say = useSay();
  const isOpen = useSignal(isOpened);
  const id = useId();
  const name = alert.labels['alertname'] ?? alert.fingerprint;
  return (
    <tbody class={isOpen.value ? 'open' : ''} data-alert={alert.fingerprint}>
      <tr>
        <td>
          <SignalStateWord state={alert.state} />
        </td>
        <td class="grow">
          <p class="row-name">{name}</p>
          <p class="row-sub">{alert.annotations['summary'] ?? alert.labels['instance']}</p>
        </td>
        <td class="wide mono">{alert.group ?? '—'}</td>
        <td class="wide">
          <Moment at={alert.startsAt} />
        </td>
        <td class="last">{alert.incident ? <a href={`/i/${alert.incident}`}>{alert.incident}</a> : '—'}</td>
        <td class="end">
          <button
            type="button"
            class="icon-button unfold"
            data-row
            aria-expanded={isOpen.value}
            aria-controls={id}
            aria-label={say('detailsOf', name)}
            onClick={() => (isOpen.value = !isOpen.value)}
          >
            <Icon name="down" />
          </button>
        </td>
      </tr>
      {isOpen.value && (
        <tr class="detail" id={id}>
          <td colSpan={6}>
            <AlertDetail alert={alert} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

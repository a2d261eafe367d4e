import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Alert } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { SignalStateWord } from '../parts/state-word.tsx';
import { AlertDetail } from './alert-detail.tsx';

/** A table body of its own: the row, and below it, when unfolded, everything about the alert. */
export function AlertRow({ alert, isOpened }: { alert: Alert; isOpened: boolean }) {
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
          <Unfold name={name} controls={id} isOpen={isOpen.value} onTurn={() => (isOpen.value = !isOpen.value)} />
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

type UnfoldProps = { name: string; controls: string; isOpen: boolean; onTurn: () => void };

function Unfold({ name, controls, isOpen, onTurn }: UnfoldProps) {
  const say = useSay();
  return (
    <button
      type="button"
      class="icon-button unfold"
      data-row
      aria-expanded={isOpen}
      aria-controls={isOpen ? controls : undefined}
      aria-label={say('detailsOf', name)}
      onClick={onTurn}
    >
      <Icon name="down" />
    </button>
  );
}

import { useId } from 'preact/hooks';
import type { Alert, Silence } from '../../api.d.ts';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { SignalStateWord } from '../parts/state-word.tsx';
import { AlertDetail } from './alert-detail.tsx';
import { QuietReason } from './quiet-reason.tsx';
import { RowOpen } from './row-open.tsx';
import { useTell } from './words.ts';

type AlertRowProps = {
  alert: Alert;
  silences: ReadonlyMap<string, Silence>;
  isOpen: boolean;
  isGone: boolean;
  /** Null where nothing can be chosen. */
  chosen: boolean | null;
  onTurn: () => void;
  onChoose: () => void;
};

/** The row, and below it, when unfolded, everything about the alert. */
export function AlertRow({ alert, silences, isOpen, isGone, chosen, onTurn, onChoose }: AlertRowProps) {
  const tell = useTell();
  const id = useId();
  const name = alert.labels['alertname'] ?? alert.fingerprint;
  return (
    <li class={`long-row ${alert.state}${isGone ? ' gone' : ''}${isOpen ? ' open' : ''}`} data-alert={alert.fingerprint}>
      <div class="row-line">
        {chosen !== null && (
          <label class="row-check">
            <input type="checkbox" checked={chosen} aria-label={tell('choose', name)} onChange={onChoose} />
          </label>
        )}
        <SeverityMark severity={alert.severity} />
        <RowOpen name={name} about={aboutOf(alert)} controls={id} isOpen={isOpen} onTurn={onTurn}>
          {name}
        </RowOpen>
        <span class="row-where">{whereOf(alert)}</span>
        <span class="row-state">
          <SignalStateWord state={alert.state} />
          {isGone ? <span class="quiet-reason">{tell('over')}</span> : <QuietReason alert={alert} silences={silences} />}
        </span>
        <span class="row-time">
          <Moment at={alert.startsAt} />
        </span>
        <span class="row-incident">{alert.incident && <a href={`/i/${alert.incident}`}>{alert.incident}</a>}</span>
        <span class="row-fold" aria-hidden="true">
          <Icon name="down" />
        </span>
      </div>
      {isOpen && (
        <div class="row-detail" id={id} data-unfolded>
          <AlertDetail alert={alert} />
        </div>
      )}
    </li>
  );
}

const aboutOf = ({ annotations, labels }: Alert): string =>
  annotations['summary'] ?? annotations['description'] ?? labels['instance'] ?? '';

const whereOf = ({ labels }: Alert): string => [labels['system'] ?? labels['service'], labels['instance']].filter(Boolean).join(' · ');

import type { IncidentSummary, Progress } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Elapsed, Moment } from '../parts/moment.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { SortHead, useSorting, type SortBy } from '../parts/sortable.tsx';
import { AlertStateWord, ProgressWord } from '../parts/state-word.tsx';
import { useTell } from './words.ts';

const progressOrder: Progress[] = ['open', 'acknowledged', 'mitigated', 'resolved', 'closed'];
const alertOrder = ['firing', 'recovered', 'none'];

/** Numbers of one length for each day and each count: the thousandth of a day stands after the 999th. */
const byNumber = ({ number }: IncidentSummary): string => number.replace(/\d+$/u, (count) => count.padStart(9, '0'));

const sortsAt = (now: number): SortBy<IncidentSummary> => ({
  number: byNumber,
  severity: (each) => `${each.severity} ${each.declaredAt}`,
  title: (each) => each.title,
  system: (each) => each.system ?? '\uffff',
  progress: (each) => progressOrder.indexOf(each.progress),
  alerts: (each) => alertOrder.indexOf(each.alertState),
  commander: (each) => each.roles.commander ?? '\uffff',
  declared: (each) => Date.parse(each.declaredAt),
  lasts: (each) => (each.resolvedAt === null ? now : Date.parse(each.resolvedAt)) - Date.parse(each.declaredAt),
});

type TableProps = { rows: IncidentSummary[]; hasMore: boolean };

export function IncidentTable({ rows, hasMore }: TableProps) {
  const { clock } = useDesk();
  const say = useSay();
  const tell = useTell();
  const { sorted, sorting, turn } = useSorting(rows, sortsAt(clock.now.peek()), { key: 'number', isDown: true });
  const shared = { sorting, turn };
  const isServers = sorting.isDown && (sorting.key === 'number' || sorting.key === 'declared');
  return (
    <>
      {hasMore && !isServers && <p class="hint">{tell('sortedHere', rows.length)}</p>}
      <table class="table incidents-table" data-testid="incidents">
        <thead>
          <tr>
            <SortHead name="severity" label={say('severity')} {...shared} />
            <SortHead name="number" label={tell('number')} class="wide" {...shared} />
            <SortHead name="title" label={say('title')} {...shared} />
            <SortHead name="system" label={tell('system')} class="wide" {...shared} />
            <SortHead name="progress" label={say('progress')} {...shared} />
            <SortHead name="alerts" label={say('alerts')} class="wide" {...shared} />
            <SortHead name="commander" label={say('commander')} class="wide" {...shared} />
            <SortHead name="declared" label={`${say('declaredAt')} (${clock.zone.value})`} class="wide" {...shared} />
            <SortHead name="lasts" label={say('lasts')} class="end" {...shared} />
          </tr>
        </thead>
        <tbody>
          {sorted.map((incident) => (
            <IncidentRow key={incident.number} incident={incident} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function IncidentRow({ incident }: { incident: IncidentSummary }) {
  const { session } = useDesk();
  const { commander } = incident.roles;
  return (
    <tr data-incident={incident.number}>
      <td>
        <SeverityMark severity={incident.severity} />
      </td>
      <td class="wide number">{incident.number}</td>
      <td class="grow">
        <a class="row-link" data-row href={`/i/${incident.number}`}>
          {incident.title}
        </a>
        <p class="row-sub only-narrow">
          <span class="number">{incident.number}</span>
          {incident.system && <span>{incident.system}</span>}
        </p>
      </td>
      <td class="wide">{incident.system ?? '—'}</td>
      <td class="last">
        <ProgressWord progress={incident.progress} />
        <span class="only-narrow">
          <AlertStateWord state={incident.alertState} />
        </span>
      </td>
      <td class="wide">
        <AlertStateWord state={incident.alertState} />
      </td>
      <td class="wide">{commander ? session.nameOf(commander) : '—'}</td>
      <td class="wide">
        <Moment at={incident.declaredAt} />
      </td>
      <td class="end">
        <Elapsed since={incident.declaredAt} until={incident.resolvedAt} />
      </td>
    </tr>
  );
}

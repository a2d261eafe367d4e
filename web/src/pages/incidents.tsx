import { useSignal, type Signal } from '@preact/signals';
import type { IncidentSummary, Progress } from '../../api.d.ts';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { Choice } from '../forms/choice.tsx';
import { Elapsed, Moment } from '../parts/moment.tsx';
import { Empty, Problem } from '../parts/problem.tsx';
import { mentionsAll, SearchField } from '../parts/search-field.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { SortHead, useSorting, type SortBy } from '../parts/sortable.tsx';
import { ProgressWord } from '../parts/state-word.tsx';
import { useLive, type Asked } from '../use-live.ts';

type Filter = 'current' | Progress;
type Listed = { incidents: IncidentSummary[]; next: string | null };

export function IncidentsPage() {
  const say = useSay();
  const filter = useSignal<Filter>('current');
  const search = useSignal('');
  usePageTitle(say('incidents'));
  const chosen = filter.value;
  const input = chosen === 'current' ? {} : { progress: chosen };
  const asked = useLive(`incidents ${chosen}`, (desk) => desk.api.skill('incident/list', { ...input, limit: 200 }), ['incident']);
  const rows = asked.value.value?.incidents.filter((each) => mentionsAll(textOf(each), search.value));
  return (
    <div class="page-frame">
      <header class="page-head">
        <h1>{say('incidents')}</h1>
        <Filters filter={filter} search={search} />
      </header>
      <Problem of={asked} />
      {rows && rows.length > 0 && <IncidentTable rows={rows} />}
      {rows?.length === 0 && <Empty title={say('noIncidents')}>{search.value === '' && <p>{say('noIncidentsMore')}</p>}</Empty>}
      <More asked={asked} />
    </div>
  );
}

function More({ asked }: { asked: Asked<Listed> }) {
  const say = useSay();
  return asked.value.value?.next ? <p class="hint">{say('firstTwoHundred')}</p> : null;
}

function Filters({ filter, search }: { filter: Signal<Filter>; search: Signal<string> }) {
  const say = useSay();
  const options: [Filter, string][] = [
    ['current', say('filterCurrent')],
    ['open', say('progressOpen')],
    ['resolved', say('progressResolved')],
    ['closed', say('progressClosed')],
  ];
  return (
    <div class="filters">
      <Choice legend={say('progress')} options={options} value={filter.value} onChange={(next) => (filter.value = next)} />
      <SearchField text={search} placeholder={say('search')} />
    </div>
  );
}

const progressOrder: Progress[] = ['open', 'acknowledged', 'mitigated', 'resolved', 'closed'];
const sorts: SortBy<IncidentSummary> = {
  severity: (each) => `${each.severity} ${each.declaredAt}`,
  number: (each) => each.number,
  title: (each) => each.title,
  progress: (each) => progressOrder.indexOf(each.progress),
  commander: (each) => each.roles.commander ?? '~',
  declared: (each) => Date.parse(each.declaredAt),
};

function IncidentTable({ rows }: { rows: IncidentSummary[] }) {
  const { clock } = useDesk();
  const say = useSay();
  const { sorted, sorting, turn } = useSorting(rows, sorts, { key: 'severity', isDown: false });
  const shared = { sorting, turn };
  return (
    <table class="table incidents-table">
      <thead>
        <tr>
          <SortHead name="severity" label={say('severity')} {...shared} />
          <SortHead name="title" label={say('title')} {...shared} />
          <SortHead name="progress" label={say('progress')} {...shared} />
          <SortHead name="commander" label={say('commander')} class="wide" {...shared} />
          <SortHead name="declared" label={`${say('declaredAt')} (${clock.zone.value})`} class="wide" {...shared} />
          <th scope="col" class="end">
            {say('lasts')}
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((incident) => (
          <IncidentRow key={incident.number} incident={incident} />
        ))}
      </tbody>
    </table>
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
      <td class="grow">
        <a class="row-link" data-row href={`/i/${incident.number}`}>
          {incident.title}
        </a>
        <p class="row-sub">
          <span class="number">{incident.number}</span>
          {incident.system && <span>{incident.system}</span>}
        </p>
      </td>
      <td class="last">
        <ProgressWord progress={incident.progress} />
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

function textOf(incident: IncidentSummary): string {
  return `${incident.number} ${incident.title} ${incident.system ?? ''} ${incident.severity}`;
}

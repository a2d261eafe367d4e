import type { SavedView, Severity } from '../../api.d.ts';
import { useDesk } from '../desk.ts';

/** What the page is narrowed to; all of it stands in the address. */
export type Filter = { progress: Progress; severity: Severity | null; mine: boolean; text: string };
const progresses = ['current', 'open', 'acknowledged', 'mitigated', 'resolved', 'closed', 'all'] as const;
type Progress = (typeof progresses)[number];

export const severities: Severity[] = ['SEV1', 'SEV2', 'SEV3', 'SEV4'];

function filterIn(search: string): Filter {
  const asked = new URLSearchParams(search);
  return {
    progress: progresses.find((each) => each === asked.get('progress')) ?? 'current',
    severity: severities.find((each) => each === asked.get('severity')) ?? null,
    mine: asked.get('mine') === 'true',
    text: asked.get('text') ?? '',
  };
}

/** The part of the skill's input that narrows; what is not asked is left out. */
export function inputOf({ progress, severity, mine, text }: Filter) {
  return {
    ...(progress === 'current' ? {} : { progress }),
    ...(severity === null ? {} : { severity }),
    ...(mine ? { mine } : {}),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
  };
}

export const searchOf = (filter: Filter): string =>
  new URLSearchParams(Object.entries(inputOf(filter)).map(([name, value]) => [name, String(value)])).toString();

export const hrefOf = (filter: Filter): string => (searchOf(filter) === '' ? '/incidents' : `/incidents?${searchOf(filter)}`);

/** The list as a file; without a progress that would hold what is closed as well. */
export function csvOf(filter: Filter): string {
  const said = new URLSearchParams(searchOf(filter));
  said.set('progress', filter.progress);
  return `/api/v1/incidents.csv?${said}`;
}

export function filterOfView({ filter }: Pick<SavedView, 'filter'>): Filter {
  const { progress, severity, mine, text } = filter;
  const said = { progress, severity, text, mine: mine === true ? 'true' : undefined };
  const given = Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return filterIn(new URLSearchParams(given).toString());
}

export function useFilter(): { filter: Filter; change: (to: Partial<Filter>) => void } {
  const { address } = useDesk();
  const filter = filterIn(address.search.value);
  return { filter, change: (to) => address.narrow(searchOf({ ...filter, ...to })) };
}

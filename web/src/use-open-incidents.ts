import type { IncidentSummary } from '../api.d.ts';
import { useLive, type Asked } from './use-live.ts';

/** Incidents somebody must still work on, the worst first. */
export function useOpenIncidents(): Asked<IncidentSummary[]> {
  return useLive(
    'incidents open',
    async ({ api }) => {
      const answer = await api.skill('incident/list', { limit: 200 });
      if (!answer.ok) return answer;
      return { ok: true, value: answer.value.incidents.filter(isOpen).toSorted(worstFirst) };
    },
    ['incident'],
  );
}

function isOpen(incident: IncidentSummary): boolean {
  return incident.progress !== 'resolved' && incident.progress !== 'closed';
}

function worstFirst(a: IncidentSummary, b: IncidentSummary): number {
  return a.severity.localeCompare(b.severity) || a.declaredAt.localeCompare(b.declaredAt);
}

import type { IncidentSummary, Progress } from '../api.d.ts';
import { useLive, type Asked } from './use-live.ts';

const openProgresses: Progress[] = ['open', 'acknowledged', 'mitigated'];

/** Incidents somebody must still work on, the worst first. Asked for by their progress: what is over must never push one of them out. */
export function useOpenIncidents(): Asked<IncidentSummary[]> {
  return useLive(
    'all that is open',
    async ({ api }) => {
      const answers = await Promise.all(openProgresses.map((progress) => api.skill('incident/list', { progress, limit: 200 })));
      const incidents: IncidentSummary[] = [];
      for (const answer of answers) {
        if (!answer.ok) return answer;
        incidents.push(...answer.value.incidents);
      }
      return { ok: true, value: incidents.toSorted(worstFirst) };
    },
    ['incident'],
  );
}

function worstFirst(a: IncidentSummary, b: IncidentSummary): number {
  return a.severity.localeCompare(b.severity) || a.declaredAt.localeCompare(b.declaredAt);
}

import type { IncidentSummary } from '../../api.d.ts';
import { usePageTitle, useSay } from '../desk.ts';
import { Problem } from '../parts/problem.tsx';
import { AlertCount } from '../today/alert-count.tsx';
import { ConfigHealth } from '../today/config-health.tsx';
import { IncidentStrip } from '../today/incident-strip.tsx';
import { OnDutyPanel } from '../today/on-duty-panel.tsx';
import { Standing } from '../today/standing.tsx';
import { useLive } from '../use-live.ts';

/** The first look of the day: are we well, who has it, who is on duty. */
export function TodayPage() {
  const say = useSay();
  usePageTitle(say('today'));
  const asked = useLive('incidents:open', (desk) => desk.api.skill('incident/list', {}), ['incident']);
  const open = asked.value.value?.incidents.filter(isOpen).toSorted(worstFirst);
  return (
    <div class="today">
      <div class="today-main">
        {open ? <Standing open={open} /> : <Problem of={asked} />}
        {open && open.length > 0 && (
          <ul class="strips">
            {open.map((incident) => (
              <IncidentStrip key={incident.number} incident={incident} />
            ))}
          </ul>
        )}
        <AlertCount />
      </div>
      <div class="today-side">
        <OnDutyPanel />
        <ConfigHealth />
      </div>
    </div>
  );
}

function isOpen(incident: IncidentSummary): boolean {
  return incident.progress !== 'resolved' && incident.progress !== 'closed';
}

function worstFirst(a: IncidentSummary, b: IncidentSummary): number {
  return a.severity.localeCompare(b.severity) || a.declaredAt.localeCompare(b.declaredAt);
}

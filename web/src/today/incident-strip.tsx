import type { IncidentSummary } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Elapsed } from '../parts/moment.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { AlertStateWord, ProgressWord } from '../parts/state-word.tsx';

export function IncidentStrip({ incident }: { incident: IncidentSummary }) {
  const { session } = useDesk();
  const say = useSay();
  const { commander } = incident.roles;
  return (
    <li class={`strip ${incident.severity.toLowerCase()}`} data-incident={incident.number}>
      <SeverityMark severity={incident.severity} />
      <div class="strip-what">
        <a class="strip-title" data-row href={`/i/${incident.number}`}>
          {incident.title}
        </a>
        <p class="strip-facts">
          <span class="number">{incident.number}</span>
          {incident.system && <span>{incident.system}</span>}
          <span>{commander ? say('ledBy', session.nameOf(commander)) : say('ledByNobody')}</span>
        </p>
      </div>
      <p class="strip-states">
        <ProgressWord progress={incident.progress} />
        <AlertStateWord state={incident.alertState} />
      </p>
      <p class="strip-timer">
        <Elapsed since={incident.declaredAt} />
      </p>
    </li>
  );
}

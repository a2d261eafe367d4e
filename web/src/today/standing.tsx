import type { IncidentSummary } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { BellMark } from '../parts/brand.tsx';

/** The answer to "are we well?" in one sentence. */
export function Standing({ open }: { open: IncidentSummary[] }) {
  const say = useSay();
  const worst = open[0];
  const unheard = open.filter((incident) => incident.progress === 'open').length;
  if (!worst) {
    return (
      <div class="standing calm">
        <BellMark />
        <h1>{say('allQuiet')}</h1>
        <p>{say('allQuietMore')}</p>
      </div>
    );
  }
  return (
    <div class="standing">
      <h1>{say('openIncidents', open.length)}</h1>
      <p>
        {say('worstIs', worst.severity)}
        {unheard > 0 ? say('unheard', unheard) : say('allHeard')}
      </p>
    </div>
  );
}

import type { Incident, Severity } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { useKeptAct } from './use-act.ts';
import { SeverityMark, SeverityShape } from '../parts/severity.tsx';

const severities: Severity[] = ['SEV1', 'SEV2', 'SEV3', 'SEV4'];

/** The severity, changed where it stands. */
export function SeverityChange({ incident }: { incident: Incident }) {
  const { session } = useDesk();
  const { keep } = useKeptAct();
  const say = useSay();
  const change = async (select: HTMLSelectElement) => {
    const severity = select.value as Severity;
    if (!(await keep('incident/severity', { incident: incident.number, severity }))) select.value = incident.severity;
  };
  if (!session.mayUse('incident/severity')) return <SeverityMark severity={incident.severity} />;
  return (
    <span class={`severity severity-change ${incident.severity.toLowerCase()}`}>
      <SeverityShape severity={incident.severity} />
      <select aria-label={say('severity')} value={incident.severity} onChange={(event) => void change(event.currentTarget)}>
        {severities.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </span>
  );
}

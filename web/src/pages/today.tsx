import { useEffect } from 'preact/hooks';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { Problem } from '../parts/problem.tsx';
import { AlertCount } from '../today/alert-count.tsx';
import { ChannelHealth } from '../today/channel-health.tsx';
import { ConfigHealth } from '../today/config-health.tsx';
import { DueList } from '../today/due-list.tsx';
import { IncidentStrip } from '../today/incident-strip.tsx';
import { OnDutyPanel } from '../today/on-duty-panel.tsx';
import { Standing } from '../today/standing.tsx';
import { recall } from '../state/remembered.ts';
import { useOpenIncidents } from '../use-open-incidents.ts';
import '../style/today.css';
import '../style/due.css';

/** The first look of the day: are we well, who has it, who is on duty. */
export function TodayPage() {
  const say = useSay();
  usePageTitle(say('today'));
  useFirstMinutes();
  const asked = useOpenIncidents();
  const open = asked.value.value;
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
        {open && <DueList incidents={open} />}
        <AlertCount />
      </div>
      <div class="today-side">
        <OnDutyPanel />
        <ChannelHealth />
        <ConfigHealth />
      </div>
    </div>
  );
}

/** Where nobody is configured yet, whoever comes is led through that first; once. */
function useFirstMinutes(): void {
  const { address, session } = useDesk();
  const me = session.me.value;
  useEffect(() => {
    if (me && me.people.length === 0 && me.roles.includes('admin') && recall('welcomed') === null) address.go('/welcome');
  }, [me]);
}

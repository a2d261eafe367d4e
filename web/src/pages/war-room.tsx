import { useMemo } from 'preact/hooks';
import type { Incident } from '../../api.d.ts';
import { RoomView } from '../chat/room-view.tsx';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';
import { Lately } from '../war-room/lately.tsx';
import { Milestones } from '../war-room/milestones.tsx';
import { People } from '../war-room/people.tsx';
import { RelatedAlerts } from '../war-room/related-alerts.tsx';
import { Roles } from '../war-room/roles.tsx';
import { RoomHeader } from '../war-room/room-header.tsx';
import { RoomTabs, type RoomTab } from '../war-room/room-tabs.tsx';
import { Timeline } from '../war-room/timeline.tsx';
import { NotFoundPage } from './not-found.tsx';
import '../style/war-room.css';

/** `/i/3#chat-<id>` points at a message. */
const pointedIn = (hash: string): string | null => (hash.startsWith('chat-') ? decodeURIComponent(hash.slice(5)) : null);

const tabs: RoomTab[] = ['now', 'chat', 'timeline', 'alerts'];

export function WarRoomPage({ number }: { number: string }) {
  const { address } = useDesk();
  const asked = useLive(`incident ${number}`, (desk) => desk.api.skill('incident/show', { incident: number }), ['incident']);
  const incident = asked.value.value;
  usePageTitle(incident ? `${incident.severity} ${incident.title}` : number);
  const problem = asked.problem.value;
  if (problem?.status === 404) return <NotFoundPage path={`/i/${number}`} because={problem.because} />;
  if (!incident) return <Problem of={asked} />;
  const pointed = pointedIn(address.hash.value);
  const named = pointed === null ? (address.hash.value as RoomTab) : 'chat';
  return <WarRoom incident={incident} tab={tabs.includes(named) ? named : 'now'} pointed={pointed} />;
}

/** On a desk all at once; on a phone, one tab at a time (`/i/3#timeline` opens there). */
function WarRoom({ incident, tab, pointed }: { incident: Incident; tab: RoomTab; pointed: string | null }) {
  const say = useSay();
  const room = useMemo(() => incident.rooms.find((each) => each.platform === 'web')?.id, [incident]);
  return (
    <div class="war-room" data-room-incident={incident.number} data-tab={tab}>
      <RoomHeader incident={incident} />
      <RoomTabs tabs={tabs} chosen={tab} />
      <div class="room-side">
        <div class="room-now">
          <Lately incident={incident} />
          <Roles incident={incident} />
          <People incident={incident} />
          <Milestones incident={incident} />
        </div>
        <div class="room-alerts">
          <RelatedAlerts incident={incident} />
        </div>
      </div>
      <section class="room-chat" aria-label={say('chat')}>
        {room ? (
          <RoomView
            room={room}
            label={say('messageTo', incident.number)}
            isClosed={incident.progress === 'closed'}
            linkTo={(id) => `/i/${incident.number}#chat-${encodeURIComponent(id)}`}
            pointed={pointed}
          />
        ) : (
          <p class="hint">{say('roomOpening')}</p>
        )}
      </section>
      <div class="room-timeline">
        <Timeline incident={incident} />
      </div>
    </div>
  );
}

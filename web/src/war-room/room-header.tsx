import type { Incident } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { Elapsed, Moment } from '../parts/moment.tsx';
import { AlertStateWord, ProgressWord } from '../parts/state-word.tsx';
import { Way } from '../parts/way.tsx';
import { ActMenu } from './act-menu.tsx';
import { Impact } from './impact.tsx';
import { PrimaryAct } from './primary-act.tsx';
import { useTell } from './words.ts';
import { SeverityChange } from './severity-change.tsx';

/** What, how bad, since when, who leads, and the one thing to do next. */
export function RoomHeader({ incident }: { incident: Incident }) {
  const say = useSay();
  const isOver = incident.resolvedAt !== null;
  return (
    <header class={`room-header ${incident.severity.toLowerCase()}`} data-testid="incident-header">
      <div class="room-title">
        <p class="room-number">
          <SeverityChange incident={incident} />
          <span class="number">{incident.number}</span>
          {incident.system && <span class="system">{incident.system}</span>}
          {incident.private && (
            <span class="private">
              <Icon name="lock" />
              {say('private')}
            </span>
          )}
        </p>
        <h1>{incident.title}</h1>
        <Impact incident={incident} />
        <RoomFacts incident={incident} />
      </div>
      <div class="room-timer">
        <p class={isOver ? 'timer over' : 'timer'} role="timer">
          <Elapsed since={incident.declaredAt} until={incident.resolvedAt} />
        </p>
        <p class="timer-note">
          {isOver ? say('ranSince') : say('since')} <Moment at={incident.declaredAt} />
        </p>
      </div>
      <div class="room-acts">
        <PrimaryAct incident={incident} />
        <ActMenu incident={incident} />
      </div>
    </header>
  );
}

function RoomFacts({ incident }: { incident: Incident }) {
  const { session } = useDesk();
  const say = useSay();
  const { commander } = incident.roles;
  return (
    <p class="room-facts">
      <ProgressWord progress={incident.progress} />
      <AlertStateWord state={incident.alertState} />
      <span>{commander ? say('ledBy', session.nameOf(commander)) : say('ledByNobody')}</span>
      {incident.acknowledgedBy && <span>{say('ackedBy', session.nameOf(incident.acknowledgedBy))}</span>}
      {incident.rooms
        .filter((room) => room.platform !== 'web')
        .map((room) => (
          <Mirror key={room.platform} room={room} />
        ))}
    </p>
  );
}

const states = { opening: 'roomOpening', open: 'roomOpen', failed: 'roomFailed', archived: 'roomArchived', lost: 'roomWithoutUs' } as const;

/** The incident's room in another chat; it leads there. */
function Mirror({ room }: { room: Incident['rooms'][number] }) {
  const tell = useTell();
  const name = <Way way={room.platform} />;
  const isLost = room.state === 'lost';
  const state = isLost && room.because === 'archived' ? 'roomArchivedByHand' : states[room.state];
  const url = room.url !== null && /^https?:/iu.test(room.url) ? room.url : null;
  return (
    <span class="mirror" title={isLost ? tell('roomLostHint') : (room.because ?? undefined)}>
      {url === null ? (
        name
      ) : (
        <a href={url} target="_blank" rel="noreferrer">
          {name}
        </a>
      )}{' '}
      · {tell(state)}
    </span>
  );
}

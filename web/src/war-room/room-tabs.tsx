import { useDesk, useSay } from '../desk.ts';
import type { WordKey } from '../state/language.ts';

export type RoomTab = 'now' | 'chat' | 'timeline' | 'alerts';

const words: Record<RoomTab, WordKey> = { now: 'tabNow', chat: 'chat', timeline: 'timeline', alerts: 'alerts' };

/** Seen on a phone only. Links rather than ARIA tabs: each part has its own address. */
export function RoomTabs({ tabs, chosen }: { tabs: RoomTab[]; chosen: RoomTab }) {
  const { address } = useDesk();
  const say = useSay();
  return (
    <nav class="room-tabs" aria-label={say('roomParts')}>
      {tabs.map((tab) => (
        <a
          key={tab}
          href={`#${tab}`}
          aria-current={tab === chosen ? 'true' : undefined}
          onClick={(event) => {
            event.preventDefault();
            address.turn(tab);
          }}
        >
          {say(words[tab])}
        </a>
      ))}
    </nav>
  );
}

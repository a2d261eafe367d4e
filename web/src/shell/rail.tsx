import type { Unread } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { BellMark } from '../parts/brand.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import type { WordKey } from '../state/language.ts';
import { useLive } from '../use-live.ts';
import { useOpenIncidents } from '../use-open-incidents.ts';

type Place = { href: string; icon: IconName; word: WordKey; owns: RegExp };

const places: Place[] = [
  { href: '/', icon: 'today', word: 'today', owns: /^\/$/ },
  { href: '/incidents', icon: 'incidents', word: 'incidents', owns: /^\/(incidents|i\/)/ },
  { href: '/alerts', icon: 'alerts', word: 'alerts', owns: /^\/alerts/ },
  { href: '/oncall', icon: 'oncall', word: 'onCall', owns: /^\/oncall/ },
  { href: '/chat', icon: 'chat', word: 'chat', owns: /^\/chat/ },
  { href: '/admin', icon: 'admin', word: 'admin', owns: /^\/admin/ },
];

/** Left on a desk, along the bottom on a phone. */
export function Rail({ path }: { path: string }) {
  const say = useSay();
  const { session } = useDesk();
  return (
    <nav class="rail" aria-label={say('mainMenu')}>
      <a class="brand" href="/" aria-label="Tocsin">
        <BellMark />
        <span class="brand-name">Tocsin</span>
      </a>
      <ul class="rail-places">
        {places.map((place) => (
          <li key={place.href}>
            <a href={place.href} aria-current={place.owns.test(path) ? 'page' : undefined}>
              <Icon name={place.icon} />
              <span>{say(place.word)}</span>
              {place.href === '/incidents' && <OpenCount />}
              {place.href === '/chat' && <UnreadCount />}
            </a>
          </li>
        ))}
      </ul>
      <p class="rail-foot">
        {session.me.value?.firm.name}
        <span>{session.me.value?.version}</span>
      </p>
    </nav>
  );
}

/** What speaks to me before what was merely said. */
function UnreadCount() {
  const say = useSay();
  const me = useDesk().session.me.value?.person?.name ?? '';
  const asked = useLive(`unread ${me}`, (desk) => desk.api.get<Unread>('/chat/unread'), ['message', 'rooms']);
  const { mentions, messages } = asked.value.value ?? { mentions: 0, messages: 0 };
  if (messages + mentions === 0) return null;
  return (
    <span class={mentions > 0 ? 'rail-count mentions' : 'rail-count'}>
      <span aria-hidden="true">{mentions > 0 ? `@${mentions}` : messages > 99 ? '99+' : messages}</span>
      <span class="unseen">{say('unreadChat', messages, mentions)}</span>
    </span>
  );
}

function OpenCount() {
  const say = useSay();
  const open = useOpenIncidents().value.value?.length ?? 0;
  if (open === 0) return null;
  return (
    <span class="rail-count">
      <span aria-hidden="true">{open}</span>
      <span class="unseen">{say('openIncidents', open)}</span>
    </span>
  );
}

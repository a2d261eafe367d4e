import { useDesk, useSay } from '../desk.ts';
import { BellMark } from '../parts/brand.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import type { WordKey } from '../state/language.ts';
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

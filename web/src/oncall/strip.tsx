import { useMemo } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { StateWord } from '../parts/state-word.tsx';
import { Points, useBothClocks, useDayWord } from './point.tsx';
import { midnights, stretchesOf, type Rota, type Stretch } from './roster.ts';
import { useTell } from './words.ts';

type StripProps = { rota: Rota; from: number; to: number };

/** Two weeks of a schedule, to scale: who, when, and where nobody is. On a phone the same as a list. */
export function Strip({ rota, from, to }: StripProps) {
  const { clock } = useDesk();
  const tell = useTell();
  const dayWord = useDayWord();
  const days = useMemo(() => midnights(from, to, clock.day), [from, to, clock.zone.value]);
  const stretches = stretchesOf(rota, from, to);
  const part = (at: number) => `${((Math.min(Math.max(at, from), to) - from) / (to - from)) * 100}%`;
  return (
    <section class="panel rota" aria-labelledby={`rota-${rota.schedule}`} data-testid={`rota-${rota.schedule}`}>
      <header class="rota-head">
        <h3 id={`rota-${rota.schedule}`}>{rota.displayName}</h3>
        {rota.gaps.length > 0 ? (
          <StateWord word={tell('gaps', rota.gaps.length)} tone="alarm" />
        ) : (
          <StateWord word={tell('covered')} tone="good" />
        )}
      </header>
      <div class="strip-days" aria-hidden="true">
        {days.map((at) => (
          <span key={at} style={{ '--from': part(at) }}>
            {dayWord(at)}
          </span>
        ))}
      </div>
      <ol class="rota-strip" style={{ '--lanes': Math.max(1, ...stretches.map(({ lane }) => lane + 1)) }}>
        {stretches.map((stretch) => (
          <StretchBlock key={`${stretch.turn?.person} ${stretch.from} ${stretch.lane}`} stretch={stretch} part={part} />
        ))}
      </ol>
    </section>
  );
}

function StretchBlock({ stretch: { from, to, lane, turn }, part }: { stretch: Stretch; part: (at: number) => string }) {
  const { session } = useDesk();
  const tell = useTell();
  const clocks = useBothClocks();
  const name = turn?.displayName ?? tell('gap');
  const look = turn === null ? 'gap' : turn.person === session.me.value?.person?.name ? 'mine' : '';
  return (
    <li
      class={`stretch ${look}`}
      style={{ '--from': part(from), '--to': part(to), '--lane': lane }}
      title={`${name}
${clocks(from)}
– ${clocks(to)}`}
    >
      <span class="stretch-name">{name}</span>
      <span class="stretch-times">
        <Points from={from} to={to} />
      </span>
    </li>
  );
}

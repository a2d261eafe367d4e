import { useDesk } from '../desk.ts';
import { scrollable } from '../parts/scrollable.ts';
import { StateWord } from '../parts/state-word.tsx';
import { Ahead } from './ahead.tsx';
import { Points } from './point.tsx';
import { stretchesOf, type Roster } from './roster.ts';
import { useTell } from './words.ts';

/** When it is me, in all schedules. */
export function MyTurns({ roster }: { roster: Roster }) {
  const { clock, session } = useDesk();
  const tell = useTell();
  const me = session.me.value?.person?.name;
  const [from, to] = [Date.parse(roster.from), Date.parse(roster.to)];
  const turns = roster.schedules
    .flatMap((rota) => stretchesOf(rota, from, to).map((stretch) => ({ ...stretch, rota })))
    .filter(({ turn }) => turn !== null && turn.person === me)
    .toSorted((a, b) => a.from - b.from);
  return (
    <section class="panel" aria-labelledby="my-turns" data-testid="my-turns">
      <h2 id="my-turns">{tell('myTurns')}</h2>
      {turns.length === 0 && <p class="hint">{tell(me === undefined ? 'whoAmI' : 'noTurns')}</p>}
      <ol class="my-turns" {...scrollable}>
        {turns.map((turn) => (
          <li key={`${turn.rota.schedule} ${turn.from}`}>
            <span class="row-name">{turn.rota.displayName}</span>
            <span class="stretch-times">
              <Points from={turn.from} to={turn.to} />
            </span>
            {turn.from <= clock.now.value ? <StateWord word={tell('now')} tone="good" /> : <Ahead at={turn.from} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

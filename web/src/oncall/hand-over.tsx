import { useDesk } from '../desk.ts';
import { StateWord } from '../parts/state-word.tsx';
import { Ahead } from './ahead.tsx';
import { Point } from './point.tsx';
import { handOverAfter, type HandOver as Change, type Rota } from './roster.ts';
import { useTell } from './words.ts';

/** Who gives it to whom, and when. */
export function HandOver({ rota }: { rota: Rota }) {
  const { clock } = useDesk();
  const tell = useTell();
  const next = handOverAfter(rota, clock.now.value);
  if (!next) return <p class="hint">{tell('noneAhead')}</p>;
  return (
    <div class="hand-over">
      {next.isEmpty ? <StateWord word={saidOf(next, tell)} tone="alarm" /> : <p class="row-name">{saidOf(next, tell)}</p>}
      <p class="row-sub">
        <Point at={next.at} /> <Ahead at={next.at} />
      </p>
    </div>
  );
}

function saidOf({ from, to, isEmpty }: Change, tell: ReturnType<typeof useTell>): string {
  const [gone, come] = [from.join(tell('and')), to.join(tell('and'))];
  if (isEmpty) return tell('endsAlone', gone);
  if (from.length === 0) return tell('begins', come);
  return to.length === 0 ? tell('leaves', gone) : tell('handsOver', gone, come);
}

import { useMemo } from 'preact/hooks';
import { useDesk } from '../../desk.ts';
import { StateWord } from '../../parts/state-word.tsx';
import type { Calendar } from '../calendar.ts';
import { FinalRow, LayerRows } from '../drawn-layers.tsx';
import { Timeline } from '../timeline.tsx';
import { WindowTools } from '../window-tools.tsx';
import { useWindow, type Window } from '../window.ts';
import { useWhen } from '../when.ts';
import { isZone } from './check.ts';
import type { ScheduleSpec } from './spec.ts';
import { useDrawn } from './use-drawn.ts';
import { useTell } from './words.ts';

/** What is typed, as the engine that calls people understands it. */
export function Preview({ spec, zone }: { spec: ScheduleSpec | null; zone: string }) {
  const tell = useTell();
  const window = useWindow(isZone(zone) ? zone : 'UTC');
  const { calendar } = useDrawn(spec, window.span).value;
  return (
    <section class="preview" aria-labelledby="preview-title" data-testid="preview" data-drawn={calendar !== null}>
      <header class="preview-head">
        <h2 id="preview-title">{tell('preview')}</h2>
        <WindowTools window={window} zone={zone} />
      </header>
      {calendar ? <Drawing calendar={calendar} window={window} /> : <p class="hint">{tell('previewEmpty')}</p>}
    </section>
  );
}

function Drawing({ calendar, window }: { calendar: Calendar; window: Window }) {
  const tell = useTell();
  const scale = useMemo(() => ({ span: window.span, time: window.time }), [window.span, window.time]);
  return (
    <>
      <Timeline scale={scale} label={tell('preview')}>
        <FinalRow calendar={calendar} scale={scale} />
        {calendar.layers.length > 1 && <LayerRows calendar={calendar} scale={scale} beaten={[]} />}
      </Timeline>
      <NextTurns calendar={calendar} window={window} />
    </>
  );
}

/** The same in words: whether anybody is missing, and who is on now and next. */
function NextTurns({ calendar: { gaps, turns }, window: { time } }: { calendar: Calendar; window: Window }) {
  const { clock, session } = useDesk();
  const tell = useTell();
  const when = useWhen(time);
  const ahead = turns.filter(({ end }) => end === null || Date.parse(end) > clock.now.value).slice(0, 4);
  return (
    <div class="preview-words" aria-live="polite">
      {gaps.length > 0 ? <StateWord word={tell('gapsSeen', gaps.length)} tone="alarm" /> : <StateWord word={tell('noGaps')} tone="good" />}
      <ul>
        {ahead.map((turn) => (
          <li key={`${turn.person} ${turn.start}`}>
            <strong>{session.nameOf(turn.person)}</strong>{' '}
            {when.span({
              from: turn.start === null ? -Infinity : Date.parse(turn.start),
              to: turn.end === null ? Infinity : Date.parse(turn.end),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}

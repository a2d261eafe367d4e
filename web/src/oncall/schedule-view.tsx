import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { Problem } from '../parts/problem.tsx';
import { StateWord } from '../parts/state-word.tsx';
import type { ScheduleSpec } from './build/spec.ts';
import { useDrawn } from './build/use-drawn.ts';
import { useKept, type Kept } from './build/use-written.ts';
import { finalBars, type Calendar, type Span } from './calendar.ts';
import { LayerRows } from './drawn-layers.tsx';
import { KeyPicker } from './key-picker.tsx';
import { stepsOf, usePicking } from './picking.ts';
import { partOf, Timeline, type Scale } from './timeline.tsx';
import { TurnRow } from './turn-row.tsx';
import { useWhen } from './when.ts';
import { WindowTools } from './window-tools.tsx';
import { useWindow, type Window } from './window.ts';
import { useTell } from './words.ts';

/** One schedule over some time: who is on call in the end, and which layer says so. */
export function ScheduleView({ schedule }: { schedule: string }) {
  const { clock } = useDesk();
  const tell = useTell();
  const kept = useKept<ScheduleSpec>('schedule');
  const found = kept.value.value?.resources.find(({ name }) => name === schedule);
  const zone = found?.spec.zone ?? clock.zone.value;
  const window = useWindow(zone);
  const { calendar } = useDrawn(found?.spec ?? null, window.span).value;
  return (
    <>
      <p>
        <a href="/oncall">{tell('backToAll')}</a>
      </p>
      <Problem of={kept} />
      {kept.value.value && !found && <p class="hint">{tell('noSuch', schedule)}</p>}
      {found && <Head schedule={found} calendar={calendar} />}
      {found && <WindowTools window={window} zone={zone} />}
      {found && calendar && <Drawing schedule={found} calendar={calendar} window={window} />}
    </>
  );
}

function Head({ schedule: { name, spec, managed }, calendar }: { schedule: Kept<ScheduleSpec>; calendar: Calendar | null }) {
  const { session } = useDesk();
  const tell = useTell();
  return (
    <header class="page-head">
      <div>
        <h1>{spec.displayName ?? name}</h1>
        {managed && <p class="hint">{tell('inFile', managed)}</p>}
      </div>
      {calendar && calendar.gaps.length > 0 && <StateWord word={tell('gaps', calendar.gaps.length)} tone="alarm" />}
      {session.me.value?.roles.includes('admin') && (
        <a class="button" href={`/oncall/${name}?edit`}>
          {tell(managed ? 'copyYaml' : 'edit')}
        </a>
      )}
    </header>
  );
}

function Drawing({ schedule, calendar, window }: { schedule: Kept<ScheduleSpec>; calendar: Calendar; window: Window }) {
  const tell = useTell();
  const scale = useMemo(() => ({ span: window.span, time: window.time }), [window.span, window.time]);
  const name = schedule.spec.displayName ?? schedule.name;
  const picked = useSignal<Span | null>(null);
  return (
    <Timeline scale={scale} label={name}>
      <PickRow calendar={calendar} scale={scale} stepMs={stepsOf[window.width]} name={name} onPick={(next) => (picked.value = next)} />
      <LayerRows calendar={calendar} scale={scale} beaten={[]} />
      {picked.value && <p>{tell('cover')}</p>}
    </Timeline>
  );
}

type PickProps = { calendar: Calendar; scale: Scale; stepMs: number; name: string; onPick: (picked: Span) => void };

/** Who is on call in the end; a stretch of it is picked by drawing over it, or by keys. */
function PickRow({ calendar, scale, stepMs, name, onPick }: PickProps) {
  const tell = useTell();
  const { ghost, row } = usePicking({ ...scale, stepMs, onPick });
  return (
    <TurnRow
      label={tell('finally')}
      name={tell('finally')}
      bars={finalBars(calendar, scale.span)}
      scale={scale}
      isFinal
      testId="final-row"
      rowRef={row}
      onOpen={(bar) => onPick(bar)}
    >
      <KeyPicker {...scale} stepMs={stepMs} name={name} onDraw={(next) => (ghost.value = next)} onPick={onPick} />
      {ghost.value && <Ghost span={ghost.value} scale={scale} />}
    </TurnRow>
  );
}

function Ghost({ span, scale }: { span: Span; scale: Scale }) {
  const when = useWhen(scale.time);
  return (
    <div class="ghost" style={{ '--from': partOf(span.from, scale.span), '--to': partOf(span.to, scale.span) }}>
      <span>{when.span(span)}</span>
    </div>
  );
}

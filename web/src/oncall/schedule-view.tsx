import { useSignal, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { Problem } from '../parts/problem.tsx';
import { StateWord } from '../parts/state-word.tsx';
import type { ScheduleSpec } from './build/spec.ts';
import { useKept } from './build/use-written.ts';
import { finalBars, type Bar, type Span } from './calendar.ts';
import { ChangeSheet, type Wish } from './change-sheet.tsx';
import { LayerRows } from './drawn-layers.tsx';
import { Fairness } from './fairness.tsx';
import { Feed } from './feed.tsx';
import { KeyPicker } from './key-picker.tsx';
import { stepsOf, usePicking } from './picking.ts';
import { partOf, Timeline, type Scale } from './timeline.tsx';
import { TurnRow } from './turn-row.tsx';
import { UndoBar, type Undoable } from './undo-bar.tsx';
import { changeBars, drawable, markIn, shadowBars, useCalendar, type Entry, type Told } from './use-calendar.ts';
import { useWhen } from './when.ts';
import { WindowTools } from './window-tools.tsx';
import { useWindow, type Window } from './window.ts';
import { useTell } from './words.ts';

/** One schedule over some time: who is on call in the end, and what led to it. */
export function ScheduleView({ schedule }: { schedule: string }) {
  const { clock } = useDesk();
  const tell = useTell();
  const kept = useKept<ScheduleSpec>('schedule');
  const found = kept.value.value?.resources.find(({ name }) => name === schedule);
  const zone = found?.spec.zone ?? clock.zone.value;
  const window = useWindow(zone);
  return (
    <>
      <p>
        <a href="/oncall">{tell('backToAll')}</a>
      </p>
      <Problem of={kept} />
      {kept.value.value && !found && <p class="hint">{tell('noSuch', schedule)}</p>}
      {found && <Shown name={found.spec.displayName ?? schedule} managed={found.managed} schedule={schedule} window={window} zone={zone} />}
    </>
  );
}

type ShownProps = { schedule: string; name: string; managed: string | null; window: Window; zone: string };

function Shown({ schedule, name, managed, window, zone }: ShownProps) {
  const asked = useCalendar(schedule, window.span);
  const told = asked.value.value;
  const { address } = useDesk();
  const wish = useSignal<Wish | null>(wishIn(address.search.peek()));
  const done = useSignal<Undoable | null>(null);
  return (
    <>
      <Head {...{ schedule, name, managed, told }} />
      <WindowTools window={window} zone={zone} />
      <Problem of={asked} />
      {told && <Drawing told={told} window={window} name={name} wish={wish} />}
      {told && wish.value && (
        <ChangeSheet
          told={told}
          time={window.time}
          wish={wish.value}
          onClose={() => {
            wish.value = null;
            address.narrow('');
          }}
          onDone={(next) => (done.value = next)}
        />
      )}
      {done.value && <UndoBar key={done.value.ids.join(' ')} of={done.value} onOver={() => (done.value = null)} />}
      <div class="oncall-panels">
        <Fairness schedule={schedule} span={window.span} />
        <Feed about={{ schedule }} name={name} />
      </div>
    </>
  );
}

/** A gap that is to be filled, as the address says it: `?fill=<from>~<to>`. */
function wishIn(search: string): Wish | null {
  const [from, to] = (new URLSearchParams(search).get('fill') ?? '').split('~').map((text) => Date.parse(text));
  return from !== undefined && to !== undefined && from < to ? { from, to } : null;
}

function Head({ schedule, name, managed, told }: Pick<ShownProps, 'schedule' | 'name' | 'managed'> & { told: Told | null }) {
  const { session } = useDesk();
  const tell = useTell();
  const missing = told?.gaps.filter((gap) => !gap.isPlanned).length ?? 0;
  return (
    <header class="page-head">
      <div>
        <h1>{name}</h1>
        {managed && <p class="hint">{tell('inFile', managed)}</p>}
      </div>
      {missing > 0 && <StateWord word={tell('gaps', missing)} tone="alarm" />}
      {session.me.value?.roles.includes('admin') && (
        <a class="button" href={`/oncall/${schedule}?edit`}>
          {tell(managed ? 'copyYaml' : 'edit')}
        </a>
      )}
    </header>
  );
}

type DrawingProps = { told: Told; window: Window; name: string; wish: Signal<Wish | null> };

function Drawing({ told, window, name, wish }: DrawingProps) {
  const tell = useTell();
  const scale = useMemo(() => ({ span: window.span, time: window.time }), [window.span, window.time]);
  const who = (entry: Entry): string => [entry.byName && tell('madeBy', entry.byName), entry.because].filter(Boolean).join(' · ');
  const onOpen = (bar: Bar): void => void (wish.value = { from: bar.from, to: bar.to, ids: bar.ids });
  const [changes, shadows] = [changeBars(told, scale.span, who), shadowBars(told, scale.span, who)];
  const beaten = told.stands.map(({ start, end }) => ({ from: Date.parse(start), to: Date.parse(end) }));
  return (
    <Timeline scale={scale} label={name}>
      <PickRow
        told={told}
        scale={scale}
        stepMs={stepsOf[window.width]}
        name={name}
        onOpen={onOpen}
        onPick={(span) => (wish.value = span)}
      />
      {changes.length > 0 && (
        <TurnRow label={tell('changes')} name={tell('changes')} bars={changes} scale={scale} testId="changes-row" onOpen={onOpen} />
      )}
      {shadows.length > 0 && (
        <TurnRow label={tell('shadows')} name={tell('shadows')} bars={shadows} scale={scale} testId="shadows-row" onOpen={onOpen} />
      )}
      <LayerRows calendar={drawable(told)} scale={scale} beaten={beaten} />
    </Timeline>
  );
}

type PickProps = {
  told: Told;
  scale: Scale;
  stepMs: number;
  name: string;
  onOpen: (bar: Bar) => void;
  onPick: (picked: Span) => void;
};

/** Who is on call in the end; a stretch of it is picked by drawing over it, or by keys. */
function PickRow({ told, scale, stepMs, name, onOpen, onPick }: PickProps) {
  const { session } = useDesk();
  const tell = useTell();
  const { ghost, row } = usePicking({ ...scale, stepMs, onPick });
  const bars = finalBars(told, scale.span, markIn(told));
  const mayCover = session.mayUse('oncall/cover');
  return (
    <TurnRow
      label={tell('finally')}
      name={tell('finally')}
      note={mayCover && <span class="hint">{tell(matchMedia('(pointer: coarse)').matches ? 'holdHint' : 'drawHint')}</span>}
      bars={bars}
      scale={scale}
      isFinal
      testId="final-row"
      rowRef={row}
      onOpen={onOpen}
    >
      {mayCover && <KeyPicker {...scale} stepMs={stepMs} name={name} onDraw={(next) => (ghost.value = next)} onPick={onPick} />}
      {mayCover && ghost.value && <Ghost span={ghost.value} scale={scale} />}
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

import type { ComponentChildren } from 'preact';
import { useDesk } from '../desk.ts';
import type { Bar } from './calendar.ts';
import { usePersonColour } from './person-colour.ts';
import { useBothClocks } from './point.tsx';
import { partOf, type Scale } from './timeline.tsx';
import { useWhen } from './when.ts';
import { useTell } from './words.ts';

type RowProps = {
  label: ComponentChildren;
  /** The same in words alone. */
  name: string;
  note?: ComponentChildren;
  bars: Bar[];
  scale: Scale;
  isFinal?: boolean;
  testId?: string;
  /** What a press on a bar does; without it bars are only looked at. */
  onOpen?: ((bar: Bar) => void) | undefined;
  /** Over the bars: what is picked, and what picks by keys. */
  children?: ComponentChildren;
  rowRef?: { current: HTMLDivElement | null };
};

/** One row of the calendar: its name, and who when. */
export function TurnRow({ label, name, note, bars, scale, isFinal = false, testId, onOpen, children, rowRef }: RowProps) {
  const tracks = Math.max(1, ...bars.map(({ track }) => track + 1));
  return (
    <div class={isFinal ? 'turns-row final' : 'turns-row'} data-testid={testId}>
      <div class="turns-label">
        <span class="turns-name">{label}</span>
        {note}
      </div>
      <div class="turns-track" style={{ '--tracks': tracks }} ref={rowRef ?? null}>
        <ul aria-label={name}>
          {bars.map((bar) => (
            <BarItem key={`${bar.person} ${bar.from} ${bar.track}`} {...{ bar, scale, isFinal, onOpen }} />
          ))}
        </ul>
        {children}
      </div>
    </div>
  );
}

type ItemProps = { bar: Bar; scale: Scale; isFinal: boolean; onOpen: RowProps['onOpen'] };

function BarItem({ bar, scale: { span, time }, isFinal, onOpen }: ItemProps) {
  const { session } = useDesk();
  const colour = usePersonColour();
  const tell = useTell();
  const clocks = useBothClocks();
  const name = bar.person === null ? tell('nobody') : session.nameOf(bar.person);
  const look = [
    bar.person === null ? 'gap' : colour(bar.person),
    bar.isFaint && 'faint',
    bar.from < span.from && 'from-before',
    bar.to > span.to && 'goes-on',
    bar.mark,
  ];
  return (
    <li
      class={`bar ${look.filter(Boolean).join(' ')}`}
      style={{ '--from': partOf(bar.from, span), '--to': partOf(bar.to, span), '--track': bar.track }}
      title={[name, clocks(bar.from), `– ${clocks(bar.to)}`, bar.note].filter(Boolean).join('\n')}
    >
      {onOpen ? (
        <button type="button" class="bar-frame" onClick={() => onOpen(bar)}>
          <BarWords bar={bar} name={name} time={time} />
        </button>
      ) : (
        <span class="bar-frame">
          <BarWords bar={bar} name={name} time={time} />
        </span>
      )}
      {isFinal && onOpen && <Edges bar={bar} span={span} />}
    </li>
  );
}

/** The name, as much of it as there is room for, and the times. */
function BarWords({ bar, name, time }: { bar: Bar; name: string; time: Scale['time'] }) {
  const tell = useTell();
  const when = useWhen(time);
  return (
    <>
      <span class="bar-name">
        <span class="whole">{name}</span>
        <span class="short" aria-hidden="true">
          {shortOf(name)}
        </span>
        <span class="letter" aria-hidden="true">
          {bar.person === null ? '–' : letterOf(name)}
        </span>
      </span>
      {bar.mark && bar.mark !== 'planned' && <span class="bar-mark">{tell(`mark-${bar.mark}`)}</span>}
      {bar.note && <span class="bar-note">{bar.note}</span>}
      <span class="bar-times">{when.span(bar)}</span>
      {bar.isFaint && <span class="unseen">{tell('beaten')}</span>}
    </>
  );
}

/** `Ana` of `Ana Lin`; Chinese names are short already. */
const shortOf = (name: string): string => name.split(' ')[0] ?? name;

const letterOf = (name: string): string | undefined => (/\p{Script=Han}/u.test(name) ? Array.from(name).at(-1) : Array.from(name)[0]);

/** Where a bar's ends can be drawn; by keys the same is done with the picker of its row. */
function Edges({ bar, span }: { bar: Bar; span: Scale['span'] }) {
  return (
    <>
      {bar.from >= span.from && <i class="bar-edge start" data-edge={bar.from} aria-hidden="true" />}
      {bar.to <= span.to && <i class="bar-edge end" data-edge={bar.to} aria-hidden="true" />}
    </>
  );
}

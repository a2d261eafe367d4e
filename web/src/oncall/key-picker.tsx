import { useSignal } from '@preact/signals';
import { useDesk } from '../desk.ts';
import { isComposing } from '../state/shortcuts.ts';
import type { Span } from './calendar.ts';
import { snapped } from './picking.ts';
import { useWhen } from './when.ts';
import { useTell } from './words.ts';
import type { ZoneTime } from './zone-time.ts';

type Props = {
  span: Span;
  time: ZoneTime;
  stepMs: number;
  name: string;
  onDraw: (ghost: Span | null) => void;
  onPick: (picked: Span) => void;
};

const dayMs = 86_400_000;

/** Picks a stretch by keys: arrows move it, with Shift they make it longer or shorter, Page keys move by days, Enter takes it. */
export function KeyPicker({ span, time, stepMs, name, onDraw, onPick }: Props) {
  const { clock } = useDesk();
  const tell = useTell();
  const when = useWhen(time);
  const picked = useSignal<Span | null>(null);
  const begin = (): Span => {
    const now = clock.now.peek();
    const from = now >= span.from && now < span.to ? snapped(now + stepMs / 2, { time, stepMs }) : span.from;
    return { from, to: from + 12 * stepMs };
  };
  const now = picked.value ?? begin();
  const draw = (next: Span): void => onDraw((picked.value = next));
  const onKey = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = afterKey(event, now, { span, stepMs });
    if (event.key === 'Enter' || event.key === ' ') onPick(now);
    else if (next) draw(next);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="key-picker"
      role="slider"
      tabIndex={0}
      aria-label={tell('pickKeys', name)}
      aria-valuemin={0}
      aria-valuemax={Math.round((span.to - span.from) / stepMs)}
      aria-valuenow={Math.round((now.from - span.from) / stepMs)}
      aria-valuetext={when.span(now)}
      data-testid="key-picker"
      onKeyDown={onKey}
      onFocus={() => draw(now)}
      onBlur={() => onDraw((picked.value = null))}
    />
  );
}

function afterKey({ key, shiftKey }: KeyboardEvent, { from, to }: Span, { span, stepMs }: { span: Span; stepMs: number }): Span | null {
  const by = { ArrowLeft: -stepMs, ArrowRight: stepMs, PageUp: -dayMs, PageDown: dayMs }[key];
  if (by === undefined) return null;
  if (shiftKey) return { from, to: Math.min(Math.max(to + by, from + stepMs), span.to) };
  const room = Math.min(Math.max(by, span.from - from), span.to - to);
  return { from: from + room, to: to + room };
}

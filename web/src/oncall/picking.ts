import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Span } from './calendar.ts';
import type { ZoneTime } from './zone-time.ts';

const hourMs = 3_600_000;
/** A finger has to be held before it picks, so that it can also scroll; and how far it may stray meanwhile, in px. */
const holdMs = 350;
const strayPx = 8;
const clickPx = 5;

/** How fine one picks. */
export const stepsOf = { week: hourMs / 2, fortnight: hourMs, month: 3 * hourMs };

type Options = { span: Span; time: ZoneTime; stepMs: number; onPick: (picked: Span) => void };

/** Picking a stretch of a row with mouse or finger. `ghost` is what is picked so far. */
export function usePicking(options: Options) {
  const ghost = useSignal<Span | null>(null);
  const row = useRef<HTMLDivElement>(null);
  const last = useRef(options);
  // The listeners read what was drawn last.
  last.current = options;
  useEffect(() => {
    const hand =
      row.current &&
      new Hand(
        row.current,
        () => last.current,
        (next) => (ghost.value = next),
      );
    return hand?.listen();
  }, []);
  return { ghost, row };
}

/** To whole steps of the day, as its clock counts them. */
export function snapped(at: number, { time, stepMs }: Pick<Options, 'time' | 'stepMs'>): number {
  const midnight = time.instant(`${time.day(at)}T00:00`);
  return midnight + Math.round((at - midnight) / stepMs) * stepMs;
}

type Grip = { x: number; y: number; from: number; isPicking: boolean; timer: number };

/** A mouse or a finger over a row. */
class Hand {
  readonly #row: HTMLElement;
  readonly #options: () => Options;
  readonly #draw: (ghost: Span | null) => void;
  #grip: Grip | null = null;

  constructor(row: HTMLElement, options: () => Options, draw: (ghost: Span | null) => void) {
    this.#row = row;
    this.#options = options;
    this.#draw = draw;
  }

  /** Returns how to stop. */
  listen(): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    this.#row.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    // Once a finger picks, the page must not scroll under it.
    this.#row.addEventListener('touchmove', (event) => this.#grip?.isPicking && event.preventDefault(), { signal, passive: false });
    window.addEventListener('pointermove', (event) => this.#move(event), { signal });
    window.addEventListener('pointerup', (event) => this.#up(event), { signal });
    window.addEventListener('pointercancel', () => this.#drop(), { signal });
    window.addEventListener('keydown', (event) => event.key === 'Escape' && this.#drop(), { signal });
    return () => stop.abort();
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const timer = event.pointerType === 'touch' ? window.setTimeout(() => this.#begin(), holdMs) : 0;
    const edge = edgeOf(event.target);
    this.#grip = { x: event.clientX, y: event.clientY, from: edge ?? this.#at(event.clientX), isPicking: false, timer };
  }

  #move(event: PointerEvent): void {
    const grip = this.#grip;
    if (!grip) return;
    const far = Math.hypot(event.clientX - grip.x, event.clientY - grip.y);
    if (!grip.isPicking && event.pointerType === 'touch') {
      if (far > strayPx) this.#drop();
      return;
    }
    if (!grip.isPicking && far > clickPx) this.#begin();
    if (grip.isPicking) this.#draw(this.#spanTo(event.clientX, grip));
  }

  #up(event: PointerEvent): void {
    const grip = this.#grip;
    this.#drop();
    if (!grip?.isPicking) return;
    swallowClick();
    this.#options().onPick(this.#spanTo(event.clientX, grip));
  }

  #begin(): void {
    if (!this.#grip) return;
    this.#grip.isPicking = true;
    this.#draw(this.#spanTo(this.#grip.x, this.#grip));
  }

  #drop(): void {
    if (!this.#grip) return;
    clearTimeout(this.#grip.timer);
    this.#grip = null;
    this.#draw(null);
  }

  #at(x: number): number {
    const { left, width } = this.#row.getBoundingClientRect();
    const { span } = this.#options();
    return snapped(span.from + (Math.min(Math.max(x - left, 0), width) / width) * (span.to - span.from), this.#options());
  }

  #spanTo(x: number, { from }: Grip): Span {
    const to = this.#at(x);
    const first = Math.min(from, to);
    return { from: first, to: Math.max(from, to, first + this.#options().stepMs) };
  }
}

/** The click that ends a drag is not meant for the bar below it. */
function swallowClick(): void {
  const stop = new AbortController();
  const swallow = (event: Event): void => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, once: true, signal: stop.signal });
  setTimeout(() => stop.abort());
}

/** The time of the end of a bar that is drawn by it. */
function edgeOf(target: EventTarget | null): number | null {
  const edge = target instanceof Element ? target.closest<HTMLElement>('[data-edge]') : null;
  return edge ? Number(edge.dataset['edge']) : null;
}

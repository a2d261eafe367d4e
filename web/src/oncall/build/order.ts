import { useRef } from 'preact/hooks';

/** A list with the entry at `from` moved to `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, i) => i !== from);
  return [...rest.slice(0, to), list[from] as T, ...rest.slice(to)];
}

/** For the handle of each entry of a list that is put in order by drawing it, or by the arrow keys. Entries carry `data-order`, their place,
 *  inside of an element that carries `data-ordered`. */
export function useOrdering(count: number, move: (from: number, to: number) => void) {
  const held = useRef<number | null>(null);
  const to = (from: number, place: number): void => {
    if (place >= 0 && place < count && place !== from) move(from, place);
  };
  return (place: number) => ({
    onKeyDown(event: KeyboardEvent) {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      to(place, place + by);
      follow(event.currentTarget as Element, place + by);
    },
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      held.current = place;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent) {
      if (held.current === null) return;
      const over = placeAt(event.currentTarget as Element, event.clientY);
      if (over === null || over === held.current) return;
      to(held.current, over);
      held.current = over;
    },
    onPointerUp: () => (held.current = null),
    onPointerCancel: () => (held.current = null),
  });
}

/** The focus goes with what was moved. */
function follow(handle: Element, place: number): void {
  const list = handle.closest('[data-ordered]');
  requestAnimationFrame(() => list?.querySelector<HTMLElement>(`:scope > [data-order="${place}"] .drag-handle`)?.focus());
}

/** The place of the entry at a height; null between two. */
function placeAt(handle: Element, y: number): number | null {
  const entries = handle.closest('[data-ordered]')?.querySelectorAll<HTMLElement>(':scope > [data-order]') ?? [];
  for (const entry of entries) {
    const { top, bottom } = entry.getBoundingClientRect();
    if (y > top && y < bottom) return Number(entry.dataset['order']);
  }
  return null;
}

import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const lineAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-message]') : null;

/** Which message of a list is pointed at, by mouse, finger or focus. Arrow keys go from message to message; Tab then reaches what can be
 *  done with one. */
export function usePointing(list: { current: HTMLElement | null }, active: Signal<string | null>): void {
  useEffect(() => {
    const box = list.current;
    if (!box) return;
    const point = ({ target }: Event) => {
      const line = lineAt(target);
      if (line) active.value = line.dataset['message'] ?? null;
    };
    const leave = () => {
      if (!box.contains(document.activeElement)) active.value = null;
    };
    const step = (event: KeyboardEvent) => stepBetween(box, event);
    const all = { mouseover: point, focusin: point, pointerup: point, mouseleave: leave, keydown: step };
    for (const [name, hear] of Object.entries(all)) box.addEventListener(name, hear as EventListener);
    return () => {
      for (const [name, hear] of Object.entries(all)) box.removeEventListener(name, hear as EventListener);
    };
  }, []);
}

function stepBetween(box: HTMLElement, event: KeyboardEvent): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const { target } = event;
  if (by === 0 || !(target instanceof HTMLElement) || !(target === box || target.matches('[data-message]'))) return;
  const lines = [...box.querySelectorAll<HTMLElement>('[data-message]')];
  const at = lines.indexOf(target);
  const next = at < 0 ? lines.at(-1) : lines[at + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

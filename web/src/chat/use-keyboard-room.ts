import { useEffect, useRef } from 'preact/hooks';

/** Lifts the composer above the keyboard of a phone. Most browsers shrink the page themselves; Safari lays the keyboard over it. */
export function useKeyboardRoom() {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const view = window.visualViewport;
    const fit = () => {
      const box = frame.current;
      if (!box || !view) return;
      const hidden = window.innerHeight - view.height - view.offsetTop;
      const below = window.innerHeight - box.getBoundingClientRect().bottom;
      box.style.paddingBottom = hidden > below + 1 ? `${hidden - below}px` : '';
    };
    view?.addEventListener('resize', fit);
    view?.addEventListener('scroll', fit);
    return () => {
      view?.removeEventListener('resize', fit);
      view?.removeEventListener('scroll', fit);
    };
  }, []);
  return frame;
}

import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

const nearPx = 80;

/** Keeps the newest message in view while the reader is at the bottom, and their place while they are not.
 *  `first` names the oldest message shown: when it changes, older ones were put in front. */
export function useBottom(size: number, first: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const isBelow = useSignal(false);
  const last = useRef({ isAtBottom: true, height: 0, first, size: 0 });
  const goDown = () => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
    isBelow.value = false;
  };
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const onScroll = () => {
      last.current.isAtBottom = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx;
      if (last.current.isAtBottom) isBelow.value = false;
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    const resized = new ResizeObserver(() => last.current.isAtBottom && goDown());
    resized.observe(box);
    if (box.firstElementChild) resized.observe(box.firstElementChild);
    return () => {
      box.removeEventListener('scroll', onScroll);
      resized.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const { isAtBottom, height, size: sizeBefore } = last.current;
    if (isAtBottom) goDown();
    else if (last.current.first !== first) box.scrollTop += box.scrollHeight - height;
    else if (size > sizeBefore) isBelow.value = true;
    last.current = { isAtBottom, height: box.scrollHeight, first, size };
  }, [size, first]);
  return { scroller, isBelow: isBelow as ReadonlySignal<boolean>, goDown };
}

import type { ComponentChild } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

type LongListProps = {
  count: number;
  /** Height of a row in rem: rows are all alike, but for what is unfolded below one of them. */
  rowRem: number;
  /** The row that is unfolded. */
  open: number | null;
  label: string;
  row: (at: number) => ComponentChild;
  onSee: (from: number, to: number) => void;
  testId: string;
};

/** Rows beyond the edge, so that J and K find the next one there. */
const spare = 8;

/** A list of any length of which only what can be seen is in the page. It scrolls with the page. */
export function LongList({ count, rowRem, open, label, row, onSee, testId }: LongListProps) {
  const list = useRef<HTMLOListElement>(null);
  const unfolded = useRef(0);
  const { from, to, rowPx } = useRange({ list, unfolded, count, open, rowRem, onSee });
  useEffect(() => {
    const detail = list.current?.querySelector('[data-unfolded]');
    if (!detail) return void (unfolded.current = open === null ? 0 : unfolded.current);
    const observer = new ResizeObserver(() => (unfolded.current = detail.getBoundingClientRect().height));
    observer.observe(detail);
    return () => observer.disconnect();
  }, [open, from, to]);
  const outside = (first: number, last: number) => (open !== null && open >= first && open < last ? unfolded.current : 0);
  const end = Math.min(to, count);
  const padding = { paddingTop: from * rowPx + outside(0, from), paddingBottom: Math.max(0, count - end) * rowPx + outside(end, count) };
  return (
    <ol ref={list} class="long-list" aria-label={label} data-testid={testId} style={padding}>
      {Array.from({ length: Math.max(0, end - from) }, (_, i) => row(from + i))}
    </ol>
  );
}

type Looking = Pick<LongListProps, 'count' | 'open' | 'rowRem' | 'onSee'> & {
  list: { current: HTMLOListElement | null };
  unfolded: { current: number };
};

/** Which rows can be seen, with some beyond each edge. */
function useRange({ list, unfolded, count, open, rowRem, onSee }: Looking): { from: number; to: number; rowPx: number } {
  const [[from, to], setRange] = useState<[number, number]>([0, 30]);
  const [rowPx, setRowPx] = useState(rowRem * 16);
  useLayoutEffect(() => {
    const px = rowRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    setRowPx(px);
    const scroller = list.current?.closest('main');
    if (!scroller) return;
    const at = (y: number) => {
      const past = open !== null && y > (open + 1) * px ? Math.min(unfolded.current, y - (open + 1) * px) : 0;
      return Math.floor((y - past) / px);
    };
    const look = () => {
      const top = scroller.getBoundingClientRect().top - (list.current?.getBoundingClientRect().top ?? 0);
      const first = Math.max(0, at(top) - spare);
      const last = Math.max(first, Math.min(count, at(top + scroller.clientHeight) + 1 + spare));
      setRange((was) => (was[0] === first && was[1] === last ? was : [first, last]));
      onSee(first, last);
    };
    look();
    scroller.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [count, open, rowRem]);
  return { from, to, rowPx };
}

import type { Feed } from './feed.ts';
import { useTell } from './words.ts';

/** What is new waits here until somebody wants to see it. */
export function FreshPill<T>({ feed }: { feed: Feed<T> }) {
  const tell = useTell();
  const count = feed.fresh.value;
  if (count === 0) return null;
  const show = () => {
    document.querySelector('main')?.scrollTo(0, 0);
    void feed.load();
  };
  return (
    <button type="button" class="fresh-pill" data-testid="fresh" onClick={show}>
      ↑ {tell('fresh', count >= 100 ? '100+' : String(count))}
    </button>
  );
}

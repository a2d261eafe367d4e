import { useEffect, useMemo } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { Feed, type FeedParts } from './feed.ts';

/** A list for one question, `key`; begins anew when that changes. `mayMove` says whether nobody would be disturbed. */
export function useFeed<T>(key: string, parts: FeedParts<T>, mayMove: () => boolean): Feed<T> {
  const { live } = useDesk();
  const feed = useMemo(() => new Feed(parts), [key]);
  useEffect(() => {
    void feed.load();
    const offs = [live.on(parts.on ?? 'alerts', () => feed.turned(mayMove)), live.on('hello', () => feed.turned(mayMove))];
    return () => {
      for (const off of offs) off();
      feed.close();
    };
  }, [feed]);
  return feed;
}

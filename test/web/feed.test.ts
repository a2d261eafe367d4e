import { expect, test, vi } from 'vitest';
import { Feed, type Piece } from '../../web/src/alerts/feed.ts';

/** A list of two, each found on a page of its own; an answer comes when it is let go. */
function slowly() {
  const waiting: { cursor: string | null; go: () => void }[] = [];
  const pages = new Map<string | null, Piece<string>>([
    [null, { rows: ['first'], next: 'then' }],
    ['then', { rows: ['second'], next: null }],
  ]);
  const ask = (cursor: string | null) =>
    new Promise<{ ok: true; value: Piece<string> }>((go) =>
      waiting.push({ cursor, go: () => go({ ok: true, value: pages.get(cursor) as Piece<string> }) }),
    );
  return { feed: new Feed({ ask, idOf: (row: string) => row }), waiting };
}

test('a list that is read anew in the middle of its second page still comes to its end', async () => {
  const { feed, waiting } = slowly();
  void feed.load();
  waiting.shift()?.go();
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  void feed.load();
  for (const { go } of waiting.splice(0)) go();
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  waiting.shift()?.go();
  await vi.waitFor(() => expect(feed.rows.value).toEqual(['first', 'second']));
});

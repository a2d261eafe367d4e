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

/** Lets every answer go until none is waited for. */
async function allGo(waiting: { go: () => void }[]): Promise<void> {
  for (let quiet = 0; quiet < 5; quiet++) {
    if (waiting.length > 0) quiet = 0;
    waiting.shift()?.go();
    await Promise.resolve();
  }
}

test('what is shown stays while it is read anew, and does not move for a hand that came meanwhile', async () => {
  const { feed, waiting } = slowly();
  void feed.load();
  await allGo(waiting);
  feed.see(0, 2);
  await allGo(waiting);
  expect(feed.rows.value).toEqual(['first', 'second']);
  const seen = new Set<string>();
  const off = feed.rows.subscribe((rows) => void seen.add(rows.join(' ')));
  let isIdle = true;
  void feed.load(() => isIdle);
  waiting.shift()?.go();
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  isIdle = false;
  await allGo(waiting);
  expect([...seen]).toEqual(['first second']);
  off();
});

import type { ComponentChild } from 'preact';
import { Problem } from '../parts/problem.tsx';
import type { Feed } from './feed.ts';
import type { Filter } from './filter.ts';
import { FreshPill } from './fresh-pill.tsx';
import { LongList } from './long-list.tsx';
import { NothingFound } from './nothing-found.tsx';
import { useTell } from './words.ts';

type FeedFrameProps<T> = {
  feed: Feed<T>;
  filter: Filter;
  label: string;
  testId: string;
  open: number;
  row: (at: number) => ComponentChild;
};

/** Height of a row; the style sheet says the same. */
const rowRem = 3.75;

/** A long list with what goes with it: what is new, what went wrong, that nothing is there, that more is coming. */
export function FeedFrame<T>({ feed, filter, label, testId, open, row }: FeedFrameProps<T>) {
  const tell = useTell();
  const count = feed.rows.value.length;
  const isBusy = feed.isBusy.value;
  return (
    <>
      <Problem of={{ value: feed.isLoaded, problem: feed.problem, again: () => void feed.load() }} />
      <FreshPill feed={feed} />
      {feed.isLoaded.value && count === 0 && !isBusy && <NothingFound filter={filter} />}
      {count > 0 && (
        <LongList
          count={count}
          rowRem={rowRem}
          open={open < 0 ? null : open}
          label={label}
          testId={testId}
          onSee={(from, to) => feed.see(from, to)}
          row={row}
        />
      )}
      {isBusy && <p class="hint list-foot">{feed.isLoaded.value ? tell('looking') : '…'}</p>}
    </>
  );
}

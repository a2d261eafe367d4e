import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Means, Page } from '../api.d.ts';
import { useDesk } from './desk.ts';

/** A page begins a moment after it is asked for. */
const noteWithinMs = 1_000;

export type TestCall = {
  /** The last test, as far as it is. */
  page: ReadonlySignal<Page | null>;
  isBusy: ReadonlySignal<boolean>;
  /** Calls me, by these means or by all that I have. */
  call(by?: Means[]): Promise<void>;
};

/** Trying whether one can be reached, with the receipt as it comes in. */
export function useTestCall(): TestCall {
  const { api, live, notices, rings } = useDesk();
  const page = useSignal<Page | null>(null);
  const isBusy = useSignal(false);
  const look = async (id: string) => {
    const answer = await api.skill('page/show', { page: id });
    if (answer.ok) page.value = answer.value;
  };
  useEffect(
    () =>
      live.on('page', ({ page: id }) => {
        if (page.peek() === null || page.peek()?.id === id || id.startsWith('test-')) void look(id);
      }),
    [],
  );
  return {
    page,
    isBusy,
    async call(by) {
      isBusy.value = true;
      const answer = await api.skill('page/test', by ? { by } : {});
      isBusy.value = false;
      if (!answer.ok) return notices.refused(answer.refusal);
      const id = answer.value.page;
      // Its first note comes in a moment; where the stream is down, it is asked for.
      setTimeout(() => {
        if (page.peek()?.id !== id) void look(id);
      }, noteWithinMs);
      await rings.load();
    },
  };
}

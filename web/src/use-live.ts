import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useDesk, type Desk } from './desk.ts';
import type { Answer, Refusal } from './state/api.ts';
import type { LiveName } from './state/event-stream.ts';

export type Asked<T> = {
  value: ReadonlySignal<T | null>;
  problem: ReadonlySignal<Refusal | null>;
  again(): void;
};

const gatherMs = 120;

/** An answer kept true: asked when the page opens, on each event named, and after every reconnect.
 *  `key` names the question; a new key asks anew, the last answer to it is shown meanwhile. */
export function useLive<T>(key: string, ask: (desk: Desk) => Promise<Answer<T>>, on: LiveName[]): Asked<T> {
  const desk = useDesk();
  const value = useSignal<T | null>(null);
  const problem = useSignal<Refusal | null>(null);
  const latest = useRef(ask);
  latest.current = ask;
  const asker = useMemo(() => {
    value.value = (desk.lastAnswers.get(key) as T | undefined) ?? null;
    problem.value = null;
    return gather(async (isCurrent) => {
      const answer = await latest.current(desk);
      if (!isCurrent()) return;
      problem.value = answer.ok ? null : answer.refusal;
      if (!answer.ok) return;
      desk.lastAnswers.set(key, answer.value);
      value.value = answer.value;
    });
  }, [key]);
  useEffect(() => {
    asker.now();
    const offs = [...on, 'hello' as const].map((name) => desk.live.on(name, () => asker.soon()));
    return () => {
      asker.stop();
      for (const off of offs) off();
    };
  }, [asker]);
  return { value, problem, again: asker.now };
}

/** Many events in a moment become one question, and never two at a time. */
function gather(run: (isCurrent: () => boolean) => Promise<void>) {
  let timer = 0;
  let isBusy = false;
  let isDue = false;
  let isStopped = false;
  async function now(): Promise<void> {
    clearTimeout(timer);
    timer = 0;
    if (isBusy) {
      isDue = true;
      return;
    }
    isBusy = true;
    await run(() => !isStopped);
    isBusy = false;
    if (isDue && !isStopped) {
      isDue = false;
      await now();
    }
  }
  return {
    now: () => void now(),
    soon() {
      timer ||= window.setTimeout(() => void now(), gatherMs);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useDesk, type Desk } from './desk.ts';
import type { Answer, Refusal } from './state/api.ts';
import type { LiveName } from './state/event-stream.ts';
import { Question } from './state/question.ts';

export type Asked<T> = {
  value: ReadonlySignal<T | null>;
  problem: ReadonlySignal<Refusal | null>;
  again(): void;
};

/** An answer kept true while the component is there. `key` names the question: whoever uses the same key
 *  shares one answer, so the same key must always come with the same `ask`. */
export function useLive<T>(key: string, ask: (desk: Desk) => Promise<Answer<T>>, on: LiveName[]): Asked<T> {
  const desk = useDesk();
  const question = useMemo(() => {
    const known = desk.questions.get(key) as Question<T> | undefined;
    const fresh = known ?? new Question(() => ask(desk));
    desk.questions.set(key, fresh);
    return fresh;
  }, [key]);
  useEffect(() => question.watch(desk.live, on), [question]);
  return { value: question.value, problem: question.problem, again: () => question.now() };
}

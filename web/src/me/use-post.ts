import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useDesk } from '../desk.ts';
import { sayRefusal } from '../state/notices.ts';

export type Post = {
  isBusy: ReadonlySignal<boolean>;
  /** Why it was refused; empty: it was not. */
  problem: ReadonlySignal<string>;
  /** Null when it was refused. */
  send<T>(path: string, body?: object): Promise<T | null>;
};

/** One form, sent once at a time, that says why it was refused. */
export function usePost(): Post {
  const { api, language } = useDesk();
  const isBusy = useSignal(false);
  const problem = useSignal('');
  return {
    isBusy,
    problem,
    async send<T>(path: string, body: object = {}) {
      if (isBusy.peek()) return null;
      isBusy.value = true;
      const answer = await api.post<T>(path, body);
      isBusy.value = false;
      problem.value = answer.ok ? '' : sayRefusal(language, answer.refusal);
      return answer.ok ? answer.value : null;
    },
  };
}

import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { SkillCalls } from '../../api.d.ts';
import { useDesk } from '../desk.ts';

export type Act = {
  isBusy: ReadonlySignal<boolean>;
  /** Does it once; answers what came of it, or null where it was refused, which is said. */
  act<K extends keyof SkillCalls>(skill: K, input: SkillCalls[K]['input']): Promise<SkillCalls[K]['output'] | null>;
};

/** Something done to the incident by a button. */
export function useAct(): Act {
  const { api, notices } = useDesk();
  const isBusy = useSignal(false);
  return {
    isBusy,
    async act(skill, input) {
      if (isBusy.peek()) return null;
      isBusy.value = true;
      const answer = await api.skill(skill, input);
      isBusy.value = false;
      if (answer.ok) return answer.value;
      notices.refused(answer.refusal);
      return null;
    },
  };
}

import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { SkillCalls } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import type { Keepable } from '../state/outbox.ts';

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

export type KeptAct = {
  isBusy: ReadonlySignal<boolean>;
  /** Does it, or keeps it until there is a connection; false where it was refused, which is said. */
  keep<K extends Keepable>(skill: K, input: SkillCalls[K]['input']): Promise<boolean>;
};

/** What must not be lost in a lift: kept until the server has heard of it. */
export function useKeptAct(): KeptAct {
  const { outbox, notices } = useDesk();
  const isBusy = useSignal(false);
  return {
    isBusy,
    async keep(skill, input) {
      if (isBusy.peek()) return false;
      isBusy.value = true;
      const outcome = await outbox.do(skill, input);
      isBusy.value = false;
      if (outcome === 'done' || outcome === 'waiting') return true;
      notices.refused(outcome);
      return false;
    },
  };
}

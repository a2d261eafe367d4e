import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import type { Issue } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import type { Refusal } from '../state/api.ts';

export type SkillCall = {
  isBusy: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  issues: ReadonlySignal<Issue[]>;
  send(input: unknown): Promise<void>;
};

/** Sends a form to its skill: closes when done, stays and says why when refused. */
export function useSkillCall(name: string, onDone: () => void): SkillCall {
  const { api, address, notices, language } = useDesk();
  const isBusy = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);
  const issues = useComputed(() => refusal.value?.issues ?? []);
  return {
    isBusy,
    refusal,
    issues,
    async send(input) {
      if (isBusy.peek()) return;
      isBusy.value = true;
      const answer = await api.anySkill(name, input);
      isBusy.value = false;
      refusal.value = answer.ok ? null : answer.refusal;
      if (!answer.ok) return;
      onDone();
      const number = incidentIn(answer.value);
      if (name === 'incident/declare' && number !== null) address.go(`/i/${number}`);
      else notices.tell(language.say('done'), 'good');
    },
  };
}

function incidentIn(output: unknown): string | null {
  const said = typeof output === 'object' && output !== null ? (output as { incident?: unknown }).incident : null;
  return typeof said === 'string' ? said : null;
}

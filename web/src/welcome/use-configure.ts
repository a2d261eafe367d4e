import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useDesk } from '../desk.ts';
import type { Refusal } from '../state/api.ts';

export type Document = { kind: string; name: string; spec: object };

export type Configure = {
  isBusy: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  keep(documents: Document[]): Promise<boolean>;
};

/** Writes documents into the configuration; answers whether they are in force. */
export function useConfigure(): Configure {
  const { api, session } = useDesk();
  const isBusy = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);
  return {
    isBusy,
    refusal,
    async keep(documents) {
      isBusy.value = true;
      const answer = await api.post('/resources', { documents });
      isBusy.value = false;
      refusal.value = answer.ok ? null : answer.refusal;
      if (answer.ok) await session.load();
      return answer.ok;
    },
  };
}

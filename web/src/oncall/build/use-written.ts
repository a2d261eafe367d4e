import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { WriteAnswer, WrittenResource } from '../../../upkeep.d.ts';
import { writeResource } from '../../admin/write-resource.ts';
import { useDesk } from '../../desk.ts';
import { useLive, type Asked } from '../../use-live.ts';
import { useTell } from './words.ts';

/** What is configured, as it is written, each with its version; for admins and auditors. */
export const useWritten = (): Asked<{ resources: WrittenResource[] }> =>
  useLive('written', (desk) => desk.api.get('/config/written'), ['config']);

/** What is written of one resource, without asking for the text of all. */
export type Kept<T> = { name: string; spec: T; managed: string | null };
export const useKept = <T>(kind: string): Asked<{ resources: Kept<T>[] }> =>
  useLive(`kept ${kind}`, (desk) => desk.api.get(`/resources/${kind}`), ['config']);

type Keeping = {
  answer: ReadonlySignal<WriteAnswer | null>;
  isBusy: ReadonlySignal<boolean>;
  /** Answers whether it is in force. */
  keep(document: { kind: string; name: string; spec: object }): Promise<boolean>;
};

/** Keeps a document on top of the version that it was opened with; whoever has been told of another's version may write over it. */
export function useKeeping(opened: number): Keeping {
  const { notices, session } = useDesk();
  const tell = useTell();
  const base = useSignal(opened);
  const answer = useSignal<WriteAnswer | null>(null);
  const isBusy = useSignal(false);
  return {
    answer,
    isBusy,
    async keep(document) {
      base.value = answer.peek()?.now?.base ?? base.peek();
      isBusy.value = true;
      const said = await writeResource(JSON.stringify(document), base.peek());
      isBusy.value = false;
      answer.value = said;
      if (!said.ok) return false;
      notices.tell(tell('kept', document.name), 'good');
      await session.load();
      return true;
    },
  };
}

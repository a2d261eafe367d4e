import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useDesk } from '../desk.ts';
import type { Refusal } from '../state/api.ts';
import { useTell } from './words.ts';

/** A field of the form by which a chat is kept. */
export type KeepField<Name extends string> = {
  name: Name;
  label: string;
  /** Where on the platform it is found. */
  where: string;
  /** What may be seen as it is typed, and is there already. */
  open?: string;
  placeholder?: string;
  /** What is wrong with what was typed; null where it may be right. */
  check?: (text: string) => string | null;
};

export type Keeping<Name extends string> = {
  valueOf(name: Name): string;
  /** By field, and `anyway` where the platform cannot be asked just now. */
  problems: ReadonlySignal<Partial<Record<Name | 'anyway', string>>>;
  /** Any other reason why it could not be kept. */
  refusal: ReadonlySignal<Refusal | null>;
  isBusy: ReadonlySignal<boolean>;
  typed(name: Name, text: string): void;
  /** `anyway`: although the platform cannot be asked. */
  keep(anyway: boolean): Promise<void>;
};

/** What a secret that is kept is shown as; sent back so, it stays what it is. */
const hidden = '…';

type Props<Name extends string> = { path: string; fields: KeepField<Name>[]; isKept: boolean; onDone: () => void };

/** What is typed, looked at here, then tried by the server, then kept. A secret that is kept may be left empty. */
export function useKeep<Name extends string>({ path, fields, isKept, onDone }: Props<Name>): Keeping<Name> {
  const { api, notices } = useDesk();
  const tell = useTell();
  const values = useSignal<Partial<Record<string, string>>>({});
  const problems = useSignal<Partial<Record<Name | 'anyway', string>>>({});
  const refusal = useSignal<Refusal | null>(null);
  const isBusy = useSignal(false);
  const valueOf = (name: Name): string => values.value[name] ?? fields.find((field) => field.name === name)?.open ?? '';
  return {
    valueOf,
    problems,
    refusal,
    isBusy,
    typed(name, text) {
      values.value = { ...values.value, [name]: text };
      if (problems.value[name] !== undefined) problems.value = { ...problems.value, [name]: undefined };
    },
    async keep(anyway) {
      const typed = fields.map((field) => ({ ...field, text: valueOf(field.name).trim(), isLeft: isKept && field.open === undefined }));
      const wrong = typed.flatMap((field) => {
        const problem = field.text !== '' ? field.check?.(field.text) : field.isLeft ? null : tell('needed');
        return problem ? [[field.name, problem]] : [];
      });
      problems.value = Object.fromEntries(wrong) as typeof problems.value;
      refusal.value = null;
      if (wrong.length > 0) return;
      const given = typed.map(({ name, text, isLeft }) => [name, text || (isLeft ? hidden : '')]);
      isBusy.value = true;
      const answer = await api.post(path, { ...Object.fromEntries(given), anyway });
      isBusy.value = false;
      if (answer.ok) {
        notices.tell(tell('kept'), 'good');
        return onDone();
      }
      const { issues } = answer.refusal;
      problems.value = Object.fromEntries(issues.map((issue) => [issue.path, issue.message])) as typeof problems.value;
      if (issues.length === 0) refusal.value = answer.refusal;
    },
  };
}

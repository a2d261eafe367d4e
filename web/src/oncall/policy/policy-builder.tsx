import { useComputed, useSignal } from '@preact/signals';
import { useDesk } from '../../desk.ts';
import { nameFault } from '../build/check.ts';
import { SaveFoot } from '../build/save-foot.tsx';
import { useKeeping } from '../build/use-written.ts';
import { policyDraft, policyFaults, policySpec, type PolicySpec } from './draft.ts';
import { Ladder } from './ladder.tsx';
import { PolicyForm } from './policy-form.tsx';
import '../../style/build.css';
import '../../style/who.css';

type Props = { known: { name: string; spec: PolicySpec; base: number } | null; taken: readonly string[] };

/** Makes or changes an escalation policy; beside it, at every key, whom it would call. */
export function PolicyBuilder({ known, taken }: Props) {
  const { address } = useDesk();
  const draft = useSignal(policyDraft(known?.name ?? '', known?.spec ?? { steps: [{ to: [] }] }));
  const isStrict = useSignal(false);
  const faults = useComputed(() => policyFaults(draft.value, known === null && nameFault(draft.value.name, taken)));
  const { answer, isBusy, keep } = useKeeping(known?.base ?? 0);
  const isSayable = [...faults.value.keys()].every((path) => path === 'name');
  const leave = () => address.go('/oncall');
  const save = async (event: Event) => {
    event.preventDefault();
    isStrict.value = true;
    const { name } = draft.peek();
    if (faults.peek().size === 0 && (await keep({ kind: 'escalation-policy', name, spec: policySpec(draft.peek()) }))) leave();
  };
  return (
    <form class="builder" noValidate onSubmit={(event) => void save(event)}>
      <div class="builder-fields">
        <PolicyForm draft={draft} faults={faults.value} isStrict={isStrict.value} isNew={known === null} />
        <SaveFoot answer={answer.value} isBusy={isBusy.value} faults={isStrict.value ? faults.value.size : 0} onCancel={leave} />
      </div>
      <Ladder spec={isSayable ? policySpec(draft.value) : null} draft={draft.value} />
    </form>
  );
}

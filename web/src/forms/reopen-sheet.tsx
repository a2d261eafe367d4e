import { useSignal } from '@preact/signals';
import { useSay } from '../desk.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FormFoot } from './form-foot.tsx';
import { useSkillCall } from './use-skill-call.ts';

export function ReopenSheet({ incident, onClose }: { incident: string; onClose: () => void }) {
  const say = useSay();
  const reason = useSignal('');
  const call = useSkillCall('incident/reopen', onClose);
  return (
    <Dialog title={say('reopenIncident', incident)} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void call.send({ incident, reason: reason.value.trim() });
        }}
      >
        <div class="field">
          <label for="reopen-reason">{say('reopenWhy')}</label>
          <textarea
            id="reopen-reason"
            rows={3}
            required
            autofocus
            value={reason.value}
            onInput={(event) => (reason.value = event.currentTarget.value)}
          />
        </div>
        <FormFoot call={call} word={say('reopen')} />
      </form>
    </Dialog>
  );
}

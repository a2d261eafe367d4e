import { useSignal } from '@preact/signals';
import type { SavedView } from '../../api.d.ts';
import { useTell } from '../alerts/words.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FormFoot } from './form-foot.tsx';
import { useSkillCall } from './use-skill-call.ts';

/** Gives the filter of the moment a name. */
export function ViewSheet({ page, filter, onClose }: Pick<SavedView, 'page' | 'filter'> & { onClose: () => void }) {
  const tell = useTell();
  const name = useSignal('');
  const shared = useSignal(false);
  const call = useSkillCall('view/save', onClose);
  return (
    <Dialog title={tell('saveView')} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void call.send({ name: name.value.trim(), page, filter, shared: shared.value });
        }}
      >
        <div class="field">
          <label for="view-name">{tell('viewName')}</label>
          <input
            id="view-name"
            required
            autofocus
            maxLength={60}
            autocomplete="off"
            value={name.value}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        </div>
        <label class="check">
          <input type="checkbox" checked={shared.value} onChange={(event) => (shared.value = event.currentTarget.checked)} />
          {tell('forEverybody')}
        </label>
        <FormFoot call={call} word={tell('saveView')} />
      </form>
    </Dialog>
  );
}

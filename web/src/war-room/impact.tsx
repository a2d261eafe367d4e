import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Incident } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { isComposing } from '../state/shortcuts.ts';
import { useAct } from './use-act.ts';
import { useTell } from './words.ts';

/** What it means for the business, written where it stands. */
export function Impact({ incident }: { incident: Incident }) {
  const { session } = useDesk();
  const tell = useTell();
  const isOpen = useSignal(false);
  const mayWrite = session.mayUse('incident/impact') && incident.progress !== 'closed';
  if (isOpen.value) return <ImpactField incident={incident} onClose={() => (isOpen.value = false)} />;
  if (!mayWrite) return incident.impact ? <p class="impact">{incident.impact}</p> : null;
  return (
    <p class="impact">
      <button type="button" class={incident.impact ? 'impact-said' : 'impact-said none'} onClick={() => (isOpen.value = true)}>
        {incident.impact && <span class="unseen">{tell('impact')}: </span>}
        {incident.impact ?? tell('impactAdd')}
      </button>
    </p>
  );
}

function ImpactField({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const say = useSay();
  const tell = useTell();
  const field = useRef<HTMLInputElement>(null);
  const text = useSignal(incident.impact ?? '');
  const { act, isBusy } = useAct();
  useEffect(() => field.current?.focus(), []);
  const save = async (event: Event) => {
    event.preventDefault();
    if (await act('incident/impact', { incident: incident.number, text: text.value })) onClose();
  };
  const hear = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
    if (event.key === 'Escape') onClose();
  };
  return (
    <form class="impact-field" onSubmit={(event) => void save(event)}>
      <input
        ref={field}
        name="impact"
        maxLength={300}
        aria-label={tell('impact')}
        autocomplete="off"
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={hear}
      />
      <button type="submit" class="button small primary" disabled={isBusy.value}>
        {tell('save')}
      </button>
      <button type="button" class="button small" onClick={onClose}>
        {say('cancel')}
      </button>
    </form>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Incident } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';

const guardMs = 900;

/** One button, always the next thing: acknowledge, then resolve, then (if it comes back) reopen. */
export function PrimaryAct({ incident }: { incident: Incident }) {
  const { sheet } = useDesk();
  const say = useSay();
  if (incident.progress === 'open' || incident.progress === 'acknowledged' || incident.progress === 'mitigated') {
    return <NextStep incident={incident} />;
  }
  return (
    <button
      type="button"
      class="button act"
      data-testid="reopen"
      onClick={() => (sheet.value = { kind: 'reopen', incident: incident.number })}
    >
      {say('reopen')}
    </button>
  );
}

function NextStep({ incident }: { incident: Incident }) {
  const { api, notices } = useDesk();
  const say = useSay();
  const isBusy = useSignal(false);
  const isGuarded = useGuard(incident.progress);
  const isOpen = incident.progress === 'open';
  const step = async () => {
    isBusy.value = true;
    const answer = await api.skill(isOpen ? 'incident/ack' : 'incident/resolve', { incident: incident.number });
    isBusy.value = false;
    if (!answer.ok) notices.refused(answer.refusal);
  };
  return (
    <button
      type="button"
      class="button primary act"
      data-testid={isOpen ? 'ack' : 'resolve'}
      aria-keyshortcuts={isOpen ? 'a' : undefined}
      disabled={isBusy.value || isGuarded}
      onClick={() => void step()}
    >
      {isOpen ? say('acknowledge') : say('resolve')}
    </button>
  );
}

/** The button changes its meaning in place: the second click of a double click must not resolve. */
function useGuard(progress: string): boolean {
  const isGuarded = useSignal(false);
  const last = useSignal(progress);
  useEffect(() => {
    if (last.peek() === progress) return;
    last.value = progress;
    isGuarded.value = true;
    const timer = setTimeout(() => (isGuarded.value = false), guardMs);
    return () => clearTimeout(timer);
  }, [progress]);
  return isGuarded.value;
}

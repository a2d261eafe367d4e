import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Incident } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';

const guardMs = 900;

/** One button, always the next thing: acknowledge, then resolve, then (if it comes back) reopen. */
export function PrimaryAct({ incident }: { incident: Incident }) {
  const { api, notices, sheet } = useDesk();
  const say = useSay();
  const isBusy = useSignal(false);
  const isGuarded = useGuard(incident.progress);
  const call = async (skill: 'incident/ack' | 'incident/resolve') => {
    isBusy.value = true;
    const answer = await api.skill(skill, { incident: incident.number });
    isBusy.value = false;
    if (!answer.ok) notices.refused(answer.refusal);
  };
  const isOff = isBusy.value || isGuarded;
  if (incident.progress === 'open') {
    return (
      <button type="button" class="button primary act" data-testid="ack" disabled={isOff} onClick={() => void call('incident/ack')}>
        {say('acknowledge')}
      </button>
    );
  }
  if (incident.progress === 'acknowledged' || incident.progress === 'mitigated') {
    return (
      <button type="button" class="button primary act" data-testid="resolve" disabled={isOff} onClick={() => void call('incident/resolve')}>
        {say('resolve')}
      </button>
    );
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

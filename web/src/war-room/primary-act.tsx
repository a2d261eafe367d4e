import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Incident } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { nextStepOf, skillOf, type NextStep } from './next-step.ts';
import { useAct, useKeptAct } from './use-act.ts';
import { useTell } from './words.ts';

const guardMs = 900;

/** One button, always the next thing. */
export function PrimaryAct({ incident }: { incident: Incident }) {
  const { session, sheet, outbox } = useDesk();
  const { act, isBusy } = useAct();
  const { keep, isBusy: isSending } = useKeptAct();
  const me = session.me.value?.person?.name ?? null;
  const step = nextStepOf(incident, me);
  const say = useSay();
  const word = useStepWord()(step);
  const isGuarded = useGuard(step);
  const isKept = step !== 'close' && step !== 'reopen' && outbox.isWaiting(skillOf[step], incident.number);
  const { number } = incident;
  const take = () => {
    if (step === 'reopen') sheet.value = { kind: 'reopen', incident: number };
    else if (step === 'close') void act('incident/close', { incident: number });
    else if (step === 'command') void keep('incident/assign', { incident: number, role: 'commander', ifFree: true });
    else void keep(skillOf[step], { incident: number });
  };
  if (!session.mayUse(skillOf[step])) return null;
  return (
    <button
      type="button"
      class={step === 'reopen' || step === 'close' ? 'button act' : 'button primary act'}
      data-testid={step}
      aria-keyshortcuts={step === 'ack' ? 'a' : undefined}
      disabled={isBusy.value || isSending.value || isGuarded || isKept}
      onClick={take}
    >
      {word}
      {isKept && <span class="act-kept">{say('waitsToBeSent')}</span>}
    </button>
  );
}

/** What each step is called on a button. */
export function useStepWord(): (step: NextStep) => string {
  const say = useSay();
  const tell = useTell();
  return (step) =>
    ({
      ack: say('acknowledge'),
      command: tell('command'),
      mitigate: tell('mitigated'),
      resolve: say('resolve'),
      close: tell('close'),
      reopen: say('reopen'),
    })[step];
}

/** The button changes its meaning in place: the second click of a double click must not do the next thing too. */
function useGuard(step: NextStep): boolean {
  const isGuarded = useSignal(false);
  const last = useSignal(step);
  useEffect(() => {
    if (last.peek() === step) return;
    last.value = step;
    isGuarded.value = true;
    const timer = setTimeout(() => (isGuarded.value = false), guardMs);
    return () => clearTimeout(timer);
  }, [step]);
  return isGuarded.value;
}

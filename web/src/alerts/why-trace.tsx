import { useSay } from '../desk.ts';
import { Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';

/** Why this alert did, or did not, call anybody: each decision on its way with its outcome. */
export function WhyTrace({ fingerprint }: { fingerprint: string }) {
  const say = useSay();
  const asked = useLive(`why ${fingerprint}`, (desk) => desk.api.skill('alert/why', { fingerprint }), ['alerts']);
  const steps = asked.value.value?.steps;
  if (!steps) return <Problem of={asked} />;
  if (steps.length === 0) return <p class="hint">{say('noTrace')}</p>;
  return (
    <ol class="why">
      {steps.map((step) => (
        <li key={`${step.text} ${step.outcome}`}>
          {step.text} <span class="why-outcome">{step.outcome}</span>
        </li>
      ))}
    </ol>
  );
}

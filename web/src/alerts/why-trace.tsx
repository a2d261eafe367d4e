import type { Tone } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { StateWord } from '../parts/state-word.tsx';
import { Problem } from '../parts/problem.tsx';
import type { WordKey } from '../state/language.ts';
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
          {step.text} <Outcome outcome={step.outcome} />
        </li>
      ))}
    </ol>
  );
}

const outcomes: Record<string, [WordKey, Tone]> = {
  'goes-on': ['whyGoesOn', 'quiet'],
  stops: ['whyStops', 'warn'],
  tells: ['whyTells', 'good'],
  pages: ['whyPages', 'alarm'],
};

function Outcome({ outcome }: { outcome: string }) {
  const say = useSay();
  const [word, tone] = outcomes[outcome] ?? [null, 'quiet'];
  return <StateWord word={word === null ? outcome : say(word)} tone={tone} />;
}

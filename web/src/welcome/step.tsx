import type { ComponentChildren } from 'preact';
import { Icon } from '../parts/icon.tsx';
import { useTell } from './words.ts';

export type StepFrame = {
  n: number;
  isOpen: boolean;
  /** What shows that it works; null until it does. */
  proof: string | null;
  onOpen: () => void;
  /** Where it may be left out. */
  onSkip?: () => void;
};

type StepProps = StepFrame & { name: string; why: string; children: ComponentChildren };

/** One of several: its number becomes a tick as soon as it works. */
export function Step({ n, name, why, isOpen, proof, onOpen, onSkip, children }: StepProps) {
  const tell = useTell();
  const state = proof === null ? (isOpen ? 'open' : 'waiting') : 'works';
  return (
    <li class={`welcome-step ${state}`} data-step={n} data-works={proof !== null}>
      <span class="welcome-mark" aria-hidden="true">
        {proof === null ? n : <Icon name="check" />}
      </span>
      <div class="welcome-body">
        <h2>
          <button type="button" class="welcome-name" aria-expanded={isOpen} onClick={onOpen}>
            <span class="unseen">{tell('step', n)} </span>
            {name}
          </button>
        </h2>
        <p class="welcome-proof" role="status">
          {proof !== null && (
            <>
              <span class="unseen">{tell('works')}: </span>
              {proof}
            </>
          )}
        </p>
        {isOpen && (
          <div class="welcome-open">
            <p class="hint">{why}</p>
            {children}
            {proof === null && onSkip && (
              <button type="button" class="link-button welcome-skip" onClick={onSkip}>
                {tell('skip')}
              </button>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

import { useDesk } from '../desk.ts';
import type { Asked } from '../use-live.ts';
import { sayRefusal } from '../state/notices.ts';
import type { ComponentChildren } from 'preact';

/** Why there is nothing to see, with a way on. */
export function Problem({ of }: { of: Asked<unknown> }) {
  const { language } = useDesk();
  const refusal = of.problem.value;
  if (!refusal) return null;
  return (
    <div class="problem" role="alert">
      <p>{sayRefusal(language, refusal)}</p>
      <button type="button" class="button" onClick={of.again}>
        {language.say('tryAgain')}
      </button>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

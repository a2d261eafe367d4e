import { useDesk } from '../desk.ts';
import { sayRefusal } from '../state/notices.ts';
import type { SkillCall } from './use-skill-call.ts';

/** The button that sends, and above it why it was refused. */
export function FormFoot({ call, word, isUrgent }: { call: SkillCall; word: string; isUrgent?: boolean }) {
  const { language } = useDesk();
  const refusal = call.refusal.value;
  const isSaidAbove = call.issues.value.some((issue) => issue.message === refusal?.because);
  return (
    <footer class="form-foot">
      {refusal && !isSaidAbove && (
        <p class="field-problem" role="alert">
          {sayRefusal(language, refusal)}
        </p>
      )}
      <button type="submit" class={isUrgent ? 'button ink large' : 'button primary large'} disabled={call.isBusy.value}>
        {word}
      </button>
    </footer>
  );
}

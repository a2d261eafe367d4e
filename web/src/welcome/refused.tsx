import { useDesk } from '../desk.ts';
import type { Refusal } from '../state/api.ts';
import { sayRefusal } from '../state/notices.ts';

/** Why it could not be kept. */
export function Refused({ because }: { because: Refusal | null }) {
  const { language } = useDesk();
  if (!because) return null;
  return (
    <p class="field-problem" role="alert">
      {sayRefusal(language, because)}
    </p>
  );
}

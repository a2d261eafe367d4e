import { useSay } from '../desk.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { scrollable } from '../parts/scrollable.ts';
import '../style/setup.css';

/** The first line says what to do; what follows it is to be pasted as it stands. */
export function SetupStep({ step, label }: { step: string; label: string }) {
  const say = useSay();
  const [sentence, ...lines] = step.split('\n');
  const paste = lines.join('\n');
  return (
    <>
      <p>{sentence}</p>
      {paste !== '' && (
        <div class="paste">
          <pre {...scrollable} role="region" aria-label={label}>
            {paste}
          </pre>
          <CopyButton text={paste} label={say('copy')} />
        </div>
      )}
    </>
  );
}

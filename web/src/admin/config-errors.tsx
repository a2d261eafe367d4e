import type { ConfigReport } from '../../api.d.ts';
import { useSay } from '../desk.ts';

/** What is wrong, where, and what to write instead. The last good configuration is still in force. */
export function ConfigErrors({ errors }: { errors: ConfigReport['errors'] }) {
  const say = useSay();
  return (
    <>
      <p>{say('oldConfigHolds')}</p>
      <ol class="config-errors">
        {errors.map((error) => (
          <li key={`${error.file}:${error.line}:${error.col}:${error.path}`}>
            <p class="error-place">
              <code>
                {error.file}:{error.line}:{error.col}
              </code>{' '}
              <code class="error-path">{error.path}</code>
            </p>
            <p>{error.message}</p>
            {error.hint && <p class="error-hint">{error.hint}</p>}
          </li>
        ))}
      </ol>
    </>
  );
}

import type { Attempt, Page } from '../../api.d.ts';
import { Moment } from './moment.tsx';
import { PageStateWord } from './state-word.tsx';
import { Way } from './way.tsx';

/** Every attempt to reach somebody, and what came of it. */
export function Receipt({ page }: { page: Page }) {
  return (
    <ol class="receipt">
      {page.attempts.map((attempt) => (
        <AttemptLine key={`${attempt.by} ${attempt.chat} ${attempt.at}`} attempt={attempt} />
      ))}
    </ol>
  );
}

function AttemptLine({ attempt }: { attempt: Attempt }) {
  return (
    <li>
      <Moment at={attempt.at} />{' '}
      <span class="attempt-by">
        <Way way={attempt.by} />
      </span>{' '}
      <PageStateWord state={attempt.state} />
      {attempt.error && <span class="attempt-error">{attempt.error}</span>}
    </li>
  );
}

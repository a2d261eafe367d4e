import type { Company } from './company.ts';
import { useTell } from './words.ts';

const mostNamed = 6;

/** Who is in the room now: a shape and a word, not the colour alone. */
export function CompanyLine({ company }: { company: Company }) {
  const tell = useTell();
  const here = company.here.value;
  if (here.length === 0) return null;
  const more = here.length - mostNamed;
  return (
    <p class="company" data-testid="here">
      <svg class="here-mark" viewBox="0 0 10 10" aria-hidden="true">
        <circle cx="5" cy="5" r="4" />
      </svg>
      <span>{tell('here')}</span>
      <span class="company-names">
        {here
          .slice(0, mostNamed)
          .map((each) => each.displayName)
          .join(', ')}
        {more > 0 && ` +${more}`}
      </span>
    </p>
  );
}

/** Keeps its height, so that nothing moves when somebody begins to write. */
export function TypingLine({ company }: { company: Company }) {
  const tell = useTell();
  const names = company.typing.value.map((each) => each.displayName);
  return (
    <p class="typing" aria-live="polite">
      {names.length > 0 && tell('typing', names.join(', '), names.length)}
    </p>
  );
}

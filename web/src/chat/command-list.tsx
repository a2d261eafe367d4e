import { useTell } from './words.ts';
import type { Completion } from './use-completion.ts';

/** What may come next, above the field. */
export function CommandList({ completion }: { completion: Completion }) {
  const tell = useTell();
  if (!completion.isOpen) return null;
  return (
    <div class="commands" id="choices" role="listbox" aria-label={tell('choices')}>
      {completion.found.map((choice, index) => (
        <div
          key={choice.insert}
          id={`choice-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === completion.at}
          onMouseDown={(event) => {
            // Before the field loses the focus.
            event.preventDefault();
            completion.pick(choice);
          }}
        >
          <span class="command-name">{choice.label}</span>
          <span class="command-summary">{choice.detail}</span>
        </div>
      ))}
    </div>
  );
}

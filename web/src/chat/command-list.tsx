import { useDesk, useSay } from '../desk.ts';
import type { Completion } from './use-completion.ts';

export function CommandList({ completion }: { completion: Completion }) {
  const { language } = useDesk();
  const say = useSay();
  if (!completion.isOpen) return null;
  return (
    <div class="commands" id="commands" role="listbox" aria-label={say('commands')}>
      {completion.found.map((command, index) => (
        <div
          key={command.command}
          id={`command-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === completion.at}
          onMouseDown={(event) => {
            // Before the field loses the focus.
            event.preventDefault();
            completion.pick(command);
          }}
        >
          <span class="command-name">
            {command.command} <span class="command-args">{command.args}</span>
          </span>
          <span class="command-summary">{language.pick(command.summary)}</span>
        </div>
      ))}
    </div>
  );
}

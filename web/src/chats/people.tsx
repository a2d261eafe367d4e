import type { ComponentChildren } from 'preact';
import type { PeopleOnChat } from '../../upkeep.d.ts';
import { LinkForm } from './link-form.tsx';
import type { ChatPlace } from './user-field.tsx';
import { useLabel, useTell } from './words.ts';

type Missing = PeopleOnChat['missing'][number];
type Props = { at: ChatPlace; people: PeopleOnChat; how: string; onDone: () => void; offer?: (person: Missing) => ComponentChildren };

/** How many are linked, and behind a line to open who is not, each with a way to say who they are. `offer` stands before that. */
export function People({ at, people: { all, linked, missing }, how, onDone, offer }: Props) {
  const tell = useTell();
  return (
    <div class="chat-people" data-testid={`${at.chat}-people`}>
      <p>{tell('people', useLabel()(at.type), linked, all)}</p>
      {missing.length > 0 && (
        <details class="setup">
          <summary>{tell('missing', missing.length)}</summary>
          <p class="hint">{how}</p>
          <ul>
            {missing.map((person) => (
              <li key={person.name}>
                <p class="welcome-acts">
                  {person.displayName} <span class="hint">{person.email ?? tell('noMail')}</span>
                  {offer?.(person)}
                </p>
                <LinkForm at={at} name={person.name} displayName={person.displayName} onDone={onDone} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

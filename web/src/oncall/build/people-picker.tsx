import { useDesk } from '../../desk.ts';
import { Icon } from '../../parts/icon.tsx';
import { usePersonColour } from '../person-colour.ts';
import { useTell } from './words.ts';

type Props = { people: readonly string[]; label: string; onChange: (people: string[]) => void };

/** Some people in order: each can be taken out, and anybody else put in. */
export function PeoplePicker({ people, label, onChange }: Props) {
  const { session } = useDesk();
  const tell = useTell();
  const others = (session.me.value?.people ?? []).filter(({ name }) => !people.includes(name));
  return (
    <div class="people-picker">
      {people.map((person) => (
        <PersonTag key={person} person={person} onDrop={() => onChange(people.filter((each) => each !== person))} />
      ))}
      {others.length > 0 && (
        <select
          class="person-add"
          aria-label={label}
          value=""
          onChange={(event) => {
            onChange([...people, event.currentTarget.value]);
            event.currentTarget.value = '';
          }}
        >
          <option value="">{tell(people.length === 0 ? 'choosePerson' : 'andWith')}</option>
          {others.map((person) => (
            <option key={person.name} value={person.name}>
              {person.displayName}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function PersonTag({ person, onDrop }: { person: string; onDrop: () => void }) {
  const { session } = useDesk();
  const tell = useTell();
  const colour = usePersonColour();
  const name = session.nameOf(person);
  return (
    <span class={`person-tag ${colour(person)}`}>
      {name}
      <button type="button" class="tag-drop" aria-label={tell('takeOut', name)} onClick={onDrop}>
        <Icon name="close" />
      </button>
    </span>
  );
}

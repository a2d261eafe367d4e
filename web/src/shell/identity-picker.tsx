import type { Me } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';

/** "I am …": rings and chat go to this person. */
export function IdentityPicker() {
  const { session, live, notices } = useDesk();
  const me = session.me.value;
  if (!me) return null;
  const become = async (name: string) => {
    const answer = await session.become(name);
    if (answer.ok) live.restart();
    else notices.refused(answer.refusal);
  };
  if (me.access !== 'open') return <SignedIn me={me} />;
  return me.people.length > 0 ? <PersonSelect me={me} become={become} /> : <Guest me={me} />;
}

type PickProps = { me: Me; become: (name: string) => Promise<void> };

function PersonSelect({ me, become }: PickProps) {
  const say = useSay();
  const change = (name: string) => name !== '' && void become(name);
  return (
    <div class={me.person ? 'identity' : 'identity unset'}>
      <label class="identity-word" for="identity">
        {say('iAm')}
      </label>
      <select id="identity" data-testid="me" value={me.person?.name ?? ''} onChange={(event) => change(event.currentTarget.value)}>
        {!me.person && <option value="">{say('choosePerson')}</option>}
        {me.people.map((person) => (
          <option key={person.name} value={person.name}>
            {person.displayName}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Whoever has signed in is who they are. */
function SignedIn({ me }: { me: Me }) {
  const say = useSay();
  return (
    <a class="identity-name" href="/me" data-testid="me">
      {me.person?.displayName ?? say('guest')}
    </a>
  );
}

/** Before anybody is configured, whoever comes may look around and try the bots. */
function Guest({ me }: { me: Me }) {
  const say = useSay();
  return (
    <span class="identity-name" data-testid="me">
      {me.person?.displayName ?? say('guest')}
    </span>
  );
}

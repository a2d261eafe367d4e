import { useDesk, useSay } from '../desk.ts';

/** "I am …": rings and chat go to this person. */
export function IdentityPicker() {
  const { session, live, notices } = useDesk();
  const say = useSay();
  const me = session.me.value;
  if (!me) return null;
  const become = async (name: string) => {
    const answer = await session.become(name);
    if (answer.ok) live.restart();
    else notices.refused(answer.refusal);
  };
  if (me.people.length === 0) {
    return me.person ? (
      <span class="identity-name" data-testid="me">
        {me.person.displayName}
      </span>
    ) : (
      <button type="button" class="button" data-testid="me" onClick={() => void become('guest')}>
        {say('beGuest')}
      </button>
    );
  }
  return (
    <div class={me.person ? 'identity' : 'identity unset'}>
      <label class="identity-word" for="identity">
        {say('iAm')}
      </label>
      <select
        id="identity"
        data-testid="me"
        value={me.person?.name ?? ''}
        onChange={(event) => event.currentTarget.value && void become(event.currentTarget.value)}
      >
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

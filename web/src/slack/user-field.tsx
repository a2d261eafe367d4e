import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { SlackUser } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { useTell } from './link-words.ts';

/** Pauses of typing shorter than this ask nothing. */
const pauseMs = 200;

/** Whom somebody is in Slack: chosen by name or address from those who are there, or the member ID typed. */
export function SlackUserField({ value, problem, isFixed = false }: { value: Signal<string>; problem: string; isFixed?: boolean }) {
  const tell = useTell();
  const id = useId();
  const isHere = useSignal(false);
  const users = useUsersLike(value, isHere.value);
  return (
    <div class="field">
      <label for={id}>{tell('slackUser')}</label>
      <input
        id={id}
        list={`${id}-users`}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={100}
        disabled={isFixed}
        aria-invalid={problem !== ''}
        aria-describedby={`${id}-note`}
        value={value.value}
        onFocus={() => (isHere.value = true)}
        onInput={(event) => (value.value = event.currentTarget.value)}
      />
      <datalist id={`${id}-users`}>
        {users.value.map(({ user, name, email }) => (
          <option key={user} value={user}>
            {email === null ? name : `${name} · ${email}`}
          </option>
        ))}
      </datalist>
      <p id={`${id}-note`} class={problem === '' ? 'hint' : 'field-problem'} role={problem === '' ? undefined : 'alert'}>
        {problem || (users.value.find(({ user }) => user === value.value)?.name ?? tell('slackUserHint'))}
      </p>
    </div>
  );
}

/** Nobody is asked for before somebody comes to the field: there may be hundreds of them. */
function useUsersLike(typed: Signal<string>, isHere: boolean): Signal<SlackUser[]> {
  const { api } = useDesk();
  const users = useSignal<SlackUser[]>([]);
  const asked = typed.value;
  useEffect(() => {
    if (!isHere) return undefined;
    let isWanted = true;
    const ask = async () => {
      const answer = await api.get<{ users: SlackUser[] }>(`/slack/users?q=${encodeURIComponent(asked)}`);
      if (isWanted && answer.ok) users.value = answer.value.users;
    };
    const timer = setTimeout(() => {
      void ask();
    }, pauseMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [asked, isHere]);
  return users;
}

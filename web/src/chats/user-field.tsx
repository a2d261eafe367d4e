import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { ChatType, ChatUser } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { useLabel, useTell } from './words.ts';

/** Pauses of typing shorter than this ask nothing. */
const pauseMs = 200;

export type ChatPlace = { chat: string; type: ChatType };
type Props = { at: ChatPlace; value: Signal<string>; problem: string; isFixed?: boolean };

const hints: Partial<Record<ChatType, 'slackHint' | 'wecomHint'>> = { slack: 'slackHint', wecom: 'wecomHint' };

/** Whom somebody is in a chat: chosen by name or address from those who are there, or the id typed. */
export function ChatUserField({ at, value, problem, isFixed = false }: Props) {
  const tell = useTell();
  const label = useLabel()(at.type);
  const id = useId();
  const isHere = useSignal(false);
  const users = useUsersLike(at.chat, value, isHere.value);
  const hint = hints[at.type];
  return (
    <div class="field">
      <label for={id}>{tell('user', label)}</label>
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
        {problem || (users.value.find(({ user }) => user === value.value)?.name ?? (hint ? tell(hint) : tell('userHint', label)))}
      </p>
    </div>
  );
}

/** Nobody is asked for before somebody comes to the field: there may be hundreds of them. */
function useUsersLike(chat: string, typed: Signal<string>, isHere: boolean): Signal<ChatUser[]> {
  const { api } = useDesk();
  const users = useSignal<ChatUser[]>([]);
  const asked = typed.value;
  useEffect(() => {
    if (!isHere) return undefined;
    let isWanted = true;
    const ask = async () => {
      const answer = await api.get<{ users: ChatUser[] }>(`/chats/${chat}/users?q=${encodeURIComponent(asked)}`);
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

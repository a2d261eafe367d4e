import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useDesk, usePageTitle } from '../desk.ts';
import { Door } from '../me/door.tsx';
import { AccountName, Form } from '../me/form.tsx';
import { NewPassword } from '../me/new-password.tsx';
import { usePost } from '../me/use-post.ts';
import { useTell } from '../me/words.ts';

type Invited = { person: string; displayName: string };

/** Where an invite or a reset leads: choose a password. */
export function JoinPage() {
  const { address } = useDesk();
  const tell = useTell();
  const token = address.hash.value;
  const invited = useSignal<Invited | null>(null);
  const look = usePost();
  usePageTitle(tell('setPassword'));
  useEffect(() => {
    void look.send<Invited>('/join/look', { token }).then((found) => (invited.value = found));
  }, [token]);
  if (invited.value) return <Choosing token={token} invited={invited.value} />;
  return (
    <Door title={tell('setPassword')}>
      {look.problem.value && (
        <p class="door-problem" role="alert">
          {look.problem.value}
        </p>
      )}
    </Door>
  );
}

function Choosing({ token, invited }: { token: string; invited: Invited }) {
  const { address, session } = useDesk();
  const tell = useTell();
  const password = useSignal('');
  const post = usePost();
  const send = async () => {
    if (!(await post.send('/join', { token, password: password.value }))) return;
    address.go('/');
    await session.load();
  };
  return (
    <Door title={tell('join', invited.displayName)}>
      <Form onSend={send}>
        <p class="hint">{tell('joinMore', invited.person)}</p>
        <AccountName name={invited.person} />
        <NewPassword value={password} problem={post.problem.value} hasFocus />
        <button type="submit" class="button ink large" disabled={post.isBusy.value}>
          {tell('setPassword')}
        </button>
      </Form>
    </Door>
  );
}

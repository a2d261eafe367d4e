import { useSignal } from '@preact/signals';
import { useDesk } from '../desk.ts';
import { AccountName, Form } from './form.tsx';
import { LineField } from './line-field.tsx';
import { NewPassword } from './new-password.tsx';
import { usePost } from './use-post.ts';
import { useTell } from './words.ts';

export function PasswordForm({ onDone }: { onDone: () => void }) {
  const { notices, session } = useDesk();
  const tell = useTell();
  const [password, next] = [useSignal(''), useSignal('')];
  const post = usePost();
  const send = async () => {
    if (!(await post.send('/me/password', { password: password.value, next: next.value }))) return;
    password.value = next.value = '';
    notices.tell(tell('passwordChanged'), 'good');
    onDone();
  };
  return (
    <section>
      <h3>{tell('password')}</h3>
      <Form onSend={send}>
        <AccountName name={session.me.value?.person?.name ?? ''} />
        <LineField label={tell('currentPassword')} value={password} type="password" autocomplete="current-password" />
        <NewPassword value={next} problem={post.problem.value} />
        <button type="submit" class="button" disabled={post.isBusy.value}>
          {tell('changePassword')}
        </button>
      </Form>
    </section>
  );
}

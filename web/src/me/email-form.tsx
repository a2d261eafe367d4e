import { useSignal } from '@preact/signals';
import type { MySettings } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { useTell as useLinkTell } from '../chats/words.ts';
import { Form } from './form.tsx';
import { LineField } from './line-field.tsx';
import { useTell } from './settings-words.ts';
import { usePost } from './use-post.ts';

type Props = { mine: MySettings; onDone: () => void };

/** My address, where I am an admin and no file says it. */
export function EmailForm({ mine, onDone }: Props) {
  const { session, notices } = useDesk();
  const tell = useTell();
  const say = useLinkTell();
  const email = useSignal(mine.email ?? '');
  const post = usePost();
  const me = session.me.value;
  if (!me?.person || !me.roles.includes('admin') || mine.file !== null) return null;
  const path = `/people/${me.person.name}/contact`;
  const send = async () => {
    if (!(await post.send(path, { email: email.value.trim() || null }))) return;
    notices.tell(tell('saved'), 'good');
    onDone();
  };
  return (
    <Form onSend={send} look="form my-email" testId="my-email">
      <LineField
        label={tell('email')}
        value={email}
        type="email"
        autocomplete="email"
        isOptional
        hint={say('emailHint')}
        problem={post.problem.value}
      />
      <button type="submit" class="button" disabled={post.isBusy.value}>
        {tell('save')}
      </button>
    </Form>
  );
}

import { useSignal } from '@preact/signals';
import { useDesk } from '../desk.ts';
import { Form } from '../me/form.tsx';
import { usePost } from '../me/use-post.ts';
import { ChatUserField, type ChatPlace } from './user-field.tsx';
import { useTell } from './words.ts';

type Props = { at: ChatPlace; name: string; displayName: string; onDone: () => void };

/** Links one person to their user in a chat, in the name of the admin who looks on. */
export function LinkForm({ at, name, displayName, onDone }: Props) {
  const { notices } = useDesk();
  const tell = useTell();
  const user = useSignal('');
  const post = usePost();
  const send = async () => {
    if (!(await post.send(`/people/${name}/contact`, { chat: { [at.chat]: user.value.trim() } }))) return;
    notices.tell(tell('linked', displayName), 'good');
    onDone();
  };
  return (
    <Form onSend={send} look="chat-link" testId={`link-${name}`}>
      <ChatUserField at={at} value={user} problem={post.problem.value} />
      <button
        type="submit"
        class="button"
        aria-label={tell('linkOf', displayName)}
        disabled={post.isBusy.value || user.value.trim() === ''}
      >
        {tell('link')}
      </button>
    </Form>
  );
}

import { useSignal } from '@preact/signals';
import { useDesk } from '../desk.ts';
import { Form } from '../me/form.tsx';
import { usePost } from '../me/use-post.ts';
import { useTell } from './link-words.ts';
import { SlackUserField } from './user-field.tsx';

type Props = { name: string; displayName: string; onDone: () => void };

/** Links one person to their Slack user, in the name of the admin who looks on. */
export function LinkForm({ name, displayName, onDone }: Props) {
  const { notices } = useDesk();
  const tell = useTell();
  const slack = useSignal('');
  const post = usePost();
  const send = async () => {
    if (!(await post.send(`/people/${name}/contact`, { slack: slack.value.trim() }))) return;
    notices.tell(tell('linked', displayName), 'good');
    onDone();
  };
  return (
    <Form onSend={send} look="slack-link" testId={`link-${name}`}>
      <SlackUserField value={slack} problem={post.problem.value} />
      <button
        type="submit"
        class="button"
        aria-label={tell('linkOf', displayName)}
        disabled={post.isBusy.value || slack.value.trim() === ''}
      >
        {tell('link')}
      </button>
    </Form>
  );
}

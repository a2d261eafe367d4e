import { useSignal } from '@preact/signals';
import type { PersonAccess } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { Form } from '../me/form.tsx';
import { LineField } from '../me/line-field.tsx';
import { usePost } from '../me/use-post.ts';
import { useTell } from '../slack/link-words.ts';
import { SlackUserField } from '../slack/user-field.tsx';

type Props = { person: PersonAccess; onDone: () => void };

/** Where somebody is reached, behind a line to open; what a file says is only shown, with its place. */
export function Contact({ person, onDone }: Props) {
  const tell = useTell();
  const isOpen = useSignal(false);
  return (
    <details class="setup contact-of" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary aria-label={tell('contactOf', person.displayName)}>{tell('contact')}</summary>
      {isOpen.value && <ContactForm person={person} onDone={onDone} />}
    </details>
  );
}

function ContactForm({ person: { name, file, isSlackFiled, ...person }, onDone }: Props) {
  const { notices } = useDesk();
  const tell = useTell();
  const [email, slack] = [useSignal(person.email ?? ''), useSignal(person.slack ?? '')];
  const post = usePost();
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const send = async () => {
    const given = { ...(file === null ? { email: orNull(email.value) } : {}), ...(isSlackFiled ? {} : { slack: orNull(slack.value) }) };
    if (!(await post.send(`/people/${name}/contact`, given))) return;
    notices.tell(tell('saved'), 'good');
    onDone();
  };
  return (
    <Form onSend={send}>
      <LineField
        label={tell('email')}
        value={email}
        type="email"
        isOptional
        isFixed={file !== null}
        hint={file === null ? tell('emailHint') : tell('emailFiled', file)}
      />
      <SlackUserField value={slack} isFixed={isSlackFiled} problem={post.problem.value} />
      {!isSlackFiled && (
        <button type="submit" class="button" disabled={post.isBusy.value}>
          {tell('save')}
        </button>
      )}
    </Form>
  );
}

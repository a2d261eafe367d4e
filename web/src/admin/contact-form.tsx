import { useSignal } from '@preact/signals';
import type { PersonAccess } from '../../api.d.ts';
import { ChatUserField } from '../chats/user-field.tsx';
import { useLabel, useTell } from '../chats/words.ts';
import { useDesk } from '../desk.ts';
import { Form } from '../me/form.tsx';
import { LineField } from '../me/line-field.tsx';
import { usePost } from '../me/use-post.ts';

type Props = { person: PersonAccess; onDone: () => void };
type Here = PersonAccess['chats'][number];

/** Where somebody is reached, behind a line to open; what a file says is only shown, with its place. */
export function Contact({ person, onDone }: Props) {
  const tell = useTell();
  const isOpen = useSignal(false);
  return (
    <details class="setup contact-of" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary aria-label={tell('contactOf', person.displayName)}>{tell('contact')}</summary>
      {isOpen.value && (
        <>
          <EmailForm person={person} onDone={onDone} />
          {person.chats.map((here) => (
            <UserForm key={here.chat} person={person} here={here} onDone={onDone} />
          ))}
        </>
      )}
    </details>
  );
}

function EmailForm({ person: { name, file, email: known }, onDone }: Props) {
  const { notices } = useDesk();
  const tell = useTell();
  const email = useSignal(known ?? '');
  const post = usePost();
  const send = async () => {
    if (!(await post.send(`/people/${name}/contact`, { email: orNull(email.value) }))) return;
    notices.tell(tell('saved'), 'good');
    onDone();
  };
  const field = { label: tell('email'), value: email, type: 'email', isOptional: true } as const;
  if (file !== null)
    return (
      <div class="form">
        <LineField {...field} isFixed hint={tell('emailFiled', file)} />
      </div>
    );
  return (
    <Form onSend={send}>
      <LineField {...field} hint={tell('emailHint')} problem={post.problem.value} />
      <SaveButton what={field.label} isBusy={post.isBusy.value} />
    </Form>
  );
}

function UserForm({ person: { name }, here, onDone }: Props & { here: Here }) {
  const { notices } = useDesk();
  const tell = useTell();
  const label = useLabel()(here.type);
  const user = useSignal(here.user ?? '');
  const post = usePost();
  const send = async () => {
    if (!(await post.send(`/people/${name}/contact`, { chat: { [here.chat]: orNull(user.value) } }))) return;
    notices.tell(tell('saved'), 'good');
    onDone();
  };
  return (
    <Form onSend={send}>
      <ChatUserField at={here} value={user} isFixed={here.isFiled} problem={post.problem.value} />
      {!here.isFiled && <SaveButton what={tell('user', label)} isBusy={post.isBusy.value} />}
    </Form>
  );
}

function SaveButton({ what, isBusy }: { what: string; isBusy: boolean }) {
  const tell = useTell();
  return (
    <button type="submit" class="button" aria-label={`${tell('save')}: ${what}`} disabled={isBusy}>
      {tell('save')}
    </button>
  );
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

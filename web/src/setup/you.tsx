import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { Form } from '../me/form.tsx';
import { LineField } from '../me/line-field.tsx';
import { NewPassword } from '../me/new-password.tsx';
import { usePost } from '../me/use-post.ts';
import { useTell } from '../me/words.ts';

/** The first question of all: who are you? Makes the account that is admin. */
export function You({ token, onDone }: { token: string; onDone: () => void }) {
  const tell = useTell();
  const { displayName, name, email, password, isMisnamed, isOwn, post, send } = useYou(token, onDone);
  return (
    <Form onSend={send} testId="setup-you">
      <p class="hint">{tell('setUpMore')}</p>
      <LineField label={tell('yourName')} value={displayName} autocomplete="name" hasFocus />
      <div onInput={() => (isOwn.current = true)}>
        <LineField
          label={tell('shortName')}
          value={name}
          autocomplete="username"
          hint={tell('shortNameHint')}
          problem={isMisnamed.value ? tell('shortNameHint') : ''}
        />
      </div>
      <LineField label={tell('yourEmail')} value={email} type="email" autocomplete="email" hint={tell('yourEmailHint')} isOptional />
      <NewPassword value={password} problem={post.problem.value} />
      <button type="submit" class="button ink large" disabled={post.isBusy.value}>
        {tell('makeAccount')}
      </button>
    </Form>
  );
}

/** What is typed about the first user. Until it is written by hand, the short name follows the long one. */
function useYou(token: string, onDone: () => void) {
  const { language, session } = useDesk();
  const [displayName, name, email, password] = [useSignal(''), useSignal(''), useSignal(''), useSignal('')];
  const isOwn = useRef(false);
  const isMisnamed = useSignal(false);
  const post = usePost();
  useEffect(() => {
    if (!isOwn.current) name.value = shortOf(displayName.value);
  }, [displayName.value]);
  const send = async () => {
    isMisnamed.value = !shortName.test(name.value);
    if (isMisnamed.value) return;
    const locale = language.code.value === 'zh' ? 'zh-CN' : 'en';
    const address = email.value.trim();
    const said = { name: name.value, displayName: displayName.value.trim(), ...(address === '' ? {} : { email: address }) };
    const you = { token, ...said, locale, password: password.value };
    if (!(await post.send('/setup', you))) return;
    await session.load();
    onDone();
  };
  return { displayName, name, email, password, isMisnamed, isOwn, post, send };
}

/** As the server wants names to be. */
const shortName = /^[a-z0-9][a-z0-9._-]{0,62}$/u;

/** `Ana Li` is `ana`; a name in Chinese has no short one of its own. */
function shortOf(displayName: string): string {
  const [first = ''] = displayName.normalize('NFKD').toLowerCase().trim().split(/\s+/u);
  return first
    .replaceAll(/[^a-z0-9._-]/gu, '')
    .replace(/^[._-]+/u, '')
    .slice(0, 63);
}

import type { MySecurity } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { usePost } from './use-post.ts';
import { useTell } from './words.ts';

type Login = MySecurity['logins'][number];

/** The logins elsewhere that are mine here. */
export function Logins({ mine, onDone }: { mine: MySecurity; onDone: () => void }) {
  const { address } = useDesk();
  const tell = useTell();
  const post = usePost();
  const link = async () => {
    const begun = await post.send<{ url: string }>('/me/logins/oidc');
    if (begun) location.assign(begun.url);
  };
  const unlink = async ({ platform, workspace, user }: Login) => {
    if (await post.send('/me/logins/unlink', { platform, workspace, user })) onDone();
  };
  const isTaken = address.hash.value === 'oidc-taken';
  return (
    <section>
      <h3>{tell('logins')}</h3>
      {(isTaken || post.problem.value) && (
        <p class="field-problem" role="alert">
          {post.problem.value || tell('oidcTaken')}
        </p>
      )}
      {mine.logins.length === 0 && <p class="hint">{tell('noLogins')}</p>}
      <ul class="access-rows">
        {mine.logins.map((login) => (
          <LoginRow key={`${login.workspace} ${login.user}`} login={login} onUnlink={() => void unlink(login)} />
        ))}
      </ul>
      {mine.oidc && (
        <button type="button" class="button" disabled={post.isBusy.value} onClick={() => void link()}>
          {tell('linkLogin', mine.oidc.label)}
        </button>
      )}
    </section>
  );
}

function LoginRow({ login, onUnlink }: { login: Login; onUnlink: () => void }) {
  const tell = useTell();
  return (
    <li class="access-row">
      <p>
        {login.user} <span class="hint">{login.workspace}</span>
      </p>
      <p class="row-acts">
        <button type="button" class="button small" onClick={onUnlink}>
          {tell('unlink')}
        </button>
      </p>
    </li>
  );
}

import { useDesk, usePageTitle } from '../desk.ts';
import { Security } from '../me/security.tsx';
import { useTell } from '../me/words.ts';
import '../style/access.css';

/** Everything about whoever sits here, a section each. */
export function MePage() {
  const { session } = useDesk();
  const tell = useTell();
  const me = session.me.value;
  usePageTitle(tell('me'));
  return (
    <div class="page-frame me">
      <header class="page-head">
        <div>
          <h1>{me?.person?.displayName ?? tell('me')}</h1>
          <p class="hint">
            {me?.person?.name} {me && me.roles.length > 0 && `· ${tell('roles')}: ${me.roles.join(', ')}`}
          </p>
        </div>
        {me && me.access !== 'open' && (
          <button type="button" class="button" onClick={() => void session.logout()}>
            {tell('signOut')}
          </button>
        )}
      </header>
      <Security />
    </div>
  );
}

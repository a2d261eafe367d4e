import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { Door } from '../me/door.tsx';
import { SignInForm } from '../me/sign-in-form.tsx';
import { useTell } from '../me/words.ts';

/** After login the address you came for is still there. */
export function LoginPage() {
  const say = useSay();
  const tell = useTell();
  usePageTitle(say('signIn'));
  return (
    <Door title={tell('signInTo')}>
      <CameBack />
      <SignInForm />
    </Door>
  );
}

/** Why the firm's own place did not let somebody in; it stands behind the `#`, where no server sees it. */
function CameBack() {
  const { address } = useDesk();
  const tell = useTell();
  const [problem, id = ''] = address.hash.value.split('=');
  const words = {
    'oidc-stale': () => tell('oidcStale'),
    'oidc-refused': () => tell('oidcRefused'),
    'oidc-disabled': () => tell('oidcDisabled'),
    'oidc-unlinked': () => tell('oidcUnlinked', decoded(id)),
  };
  const word = Object.entries(words).find(([name]) => name === problem)?.[1];
  if (!word) return null;
  return (
    <p class="door-problem" role="alert">
      {word()}
    </p>
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import type { MySecurity } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';
import { Logins } from './logins.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';
import { useTell } from './words.ts';

/** How I come in, and where I am in. */
export function Security() {
  const { session } = useDesk();
  const tell = useTell();
  const isPerson = session.me.value?.access === 'session' && session.me.value.person !== null;
  return (
    <section class="panel" aria-labelledby="security-title" data-testid="security">
      <h2 id="security-title">{tell('security')}</h2>
      {isPerson ? <Mine /> : <p class="hint">{tell('signInFirst')}</p>}
    </section>
  );
}

function Mine() {
  const asked = useLive('security', (desk) => desk.api.get<MySecurity>('/me/security'), []);
  const mine = asked.value.value;
  return (
    <>
      <Problem of={asked} />
      {mine && (
        <div class="secure">
          {mine.password && <PasswordForm onDone={asked.again} />}
          <SecondFactor mine={mine} onDone={asked.again} />
          {(mine.oidc || mine.logins.length > 0) && <Logins mine={mine} onDone={asked.again} />}
          <Sessions mine={mine} onDone={asked.again} />
        </div>
      )}
    </>
  );
}

import { useSignal, type Signal } from '@preact/signals';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { BellMark } from '../parts/brand.tsx';
import { sayRefusal } from '../state/notices.ts';

/** After login the address you came for is still there. */
export function LoginPage() {
  const { session, language } = useDesk();
  const say = useSay();
  const token = useSignal('');
  const problem = useSignal('');
  const isBusy = useSignal(false);
  usePageTitle(say('signIn'));
  const send = async () => {
    isBusy.value = true;
    const answer = await session.login(token.value.trim());
    isBusy.value = false;
    if (answer.ok) return;
    problem.value = answer.refusal.status === 401 ? answer.refusal.because || say('wrongToken') : sayRefusal(language, answer.refusal);
  };
  return (
    <main class="door">
      <form
        class="door-frame"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <BellMark />
        <h1>{say('signInTo')}</h1>
        <TokenField token={token} problem={problem.value} />
        <button type="submit" class="button ink large" disabled={isBusy.value}>
          {say('signIn')}
        </button>
        <DoorLanguage />
      </form>
    </main>
  );
}

function TokenField({ token, problem }: { token: Signal<string>; problem: string }) {
  const say = useSay();
  const isRefused = problem !== '';
  return (
    <div class="field">
      <label for="token">{say('token')}</label>
      <input
        id="token"
        type="password"
        autocomplete="current-password"
        required
        autofocus
        aria-invalid={isRefused}
        aria-describedby="token-note"
        value={token.value}
        onInput={(event) => (token.value = event.currentTarget.value)}
      />
      <p id="token-note" class={isRefused ? 'field-problem' : 'hint'} role={isRefused ? 'alert' : undefined}>
        {problem || say('tokenWhere')}
      </p>
    </div>
  );
}

function DoorLanguage() {
  const { language } = useDesk();
  const other = language.code.value === 'zh' ? 'en' : 'zh';
  return (
    <button type="button" class="link-button" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => language.choose(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}

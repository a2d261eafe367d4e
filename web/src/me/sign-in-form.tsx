import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { WaysIn } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { sayRefusal } from '../state/notices.ts';
import { LineField } from './line-field.tsx';
import { usePost } from './use-post.ts';
import { useTell } from './words.ts';

type Typed = { name: Signal<string>; password: Signal<string>; code: Signal<string>; token: Signal<string> };
type Step = 'password' | 'code' | 'token';

/** Name and password, then a code where one is wanted; or the access token; or the firm's own place. */
export function SignInForm({ name: known = '' }: { name?: string }) {
  const { session, language, address } = useDesk();
  const say = useSay();
  const ways = useWays();
  const typed: Typed = { name: useSignal(known), password: useSignal(''), code: useSignal(''), token: useSignal('') };
  const asked = useSignal<Step | null>(null);
  const problem = useSignal('');
  const isBusy = useSignal(false);
  const step = asked.value ?? (ways.value?.password === false && ways.value.token ? 'token' : 'password');
  const send = async () => {
    isBusy.value = true;
    const answer = await session.login(givenOf(step, typed));
    isBusy.value = false;
    problem.value = answer.ok ? '' : sayRefusal(language, answer.refusal);
    if (answer.ok && answer.value.needs === 'code') asked.value = 'code';
    else if (answer.ok && address.path.peek() === '/login') address.go('/');
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy.peek()) void send();
      }}
    >
      <Fields step={step} typed={typed} problem={problem.value} />
      <button type="submit" class="button ink large" disabled={isBusy.value}>
        {say('signIn')}
      </button>
      <OtherWays step={step} ways={ways.value} onChoose={(next) => ((asked.value = next), (problem.value = ''))} />
    </form>
  );
}

function givenOf(step: Step, { name, password, code, token }: Typed): object {
  if (step === 'token') return { token: token.value.trim() };
  const given = { name: name.value.trim(), password: password.value };
  return step === 'code' ? { ...given, code: code.value } : given;
}

function useWays(): Signal<WaysIn | null> {
  const { api } = useDesk();
  const ways = useSignal<WaysIn | null>(null);
  useEffect(() => {
    void api.get<WaysIn>('/login').then((answer) => answer.ok && (ways.value = answer.value));
  }, []);
  return ways;
}

function Fields({ step, typed, problem }: { step: Step; typed: Typed; problem: string }) {
  const tell = useTell();
  const last = { problem, hasFocus: true };
  if (step === 'token') {
    const secret = { type: 'password', autocomplete: 'current-password', hint: tell('tokenWhere') } as const;
    return <LineField key="token" label={tell('token')} value={typed.token} {...secret} {...last} />;
  }
  if (step === 'code') {
    const once = { autocomplete: 'one-time-code', hint: tell('codeHint') };
    return <LineField key="code" label={tell('code')} value={typed.code} {...once} {...last} />;
  }
  return (
    <>
      <LineField label={tell('nameOrEmail')} value={typed.name} autocomplete="username" hasFocus={typed.name.peek() === ''} />
      <LineField
        label={tell('password')}
        value={typed.password}
        type="password"
        autocomplete="current-password"
        problem={problem}
        hasFocus={typed.name.peek() !== ''}
      />
    </>
  );
}

function OtherWays({ step, ways, onChoose }: { step: Step; ways: WaysIn | null; onChoose: (step: Step) => void }) {
  const { address } = useDesk();
  const tell = useTell();
  const post = usePost();
  const leave = async () => {
    const to = address.path.peek() === '/login' ? '/' : location.pathname + location.search + location.hash;
    const begun = await post.send<{ url: string }>('/login/oidc', { to });
    if (begun) location.assign(begun.url);
  };
  if (step === 'code')
    return (
      <button type="button" class="link-button" onClick={() => onChoose('password')}>
        {tell('back')}
      </button>
    );
  return (
    <>
      {ways?.oidc && (
        <button type="button" class="button large" disabled={post.isBusy.value} onClick={() => void leave()}>
          {tell('signInAt', ways.oidc.label)}
        </button>
      )}
      {post.problem.value && (
        <p class="field-problem" role="alert">
          {post.problem.value}
        </p>
      )}
      {ways?.token && (
        <button type="button" class="link-button" onClick={() => onChoose(step === 'token' ? 'password' : 'token')}>
          {tell(step === 'token' ? 'withPassword' : 'withToken')}
        </button>
      )}
    </>
  );
}

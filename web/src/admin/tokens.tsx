import { useSignal } from '@preact/signals';
import type { MadeToken, TokenView } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Form } from '../me/form.tsx';
import { LineField } from '../me/line-field.tsx';
import { usePost } from '../me/use-post.ts';
import { useTell } from '../me/words.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Moment } from '../parts/moment.tsx';
import { Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';
import '../style/access.css';

const dayMs = 86_400_000;
const days = ['7', '30', '90', '365'];
const roles = ['viewer', 'responder', 'operator', 'duty-manager', 'change-manager', 'auditor', 'admin'].map(
  (each) => [each, each] as const,
);

/** What programs and screens on a wall come in with. */
export function Tokens() {
  const tell = useTell();
  const asked = useLive('tokens', (desk) => desk.api.get<{ tokens: TokenView[] }>('/tokens'), []);
  const made = useSignal<MadeToken | null>(null);
  const tokens = asked.value.value?.tokens;
  return (
    <section class="panel" aria-labelledby="tokens-title" data-testid="admin-tokens">
      <h2 id="tokens-title">{tell('tokens')}</h2>
      <p class="hint">{tell('tokensMore')}</p>
      <NewToken onMade={(token) => ((made.value = token), asked.again())} />
      {made.value && <ShownOnce made={made.value} />}
      <Problem of={asked} />
      {tokens?.length === 0 && <p class="hint">{tell('noTokens')}</p>}
      <ul class="access-rows">
        {tokens?.map((each) => (
          <TokenRow key={each.id} token={each} onDone={asked.again} />
        ))}
      </ul>
    </section>
  );
}

function NewToken({ onMade }: { onMade: (made: MadeToken) => void }) {
  const tell = useTell();
  const name = useSignal('');
  const kind = useSignal('api');
  const role = useSignal('viewer');
  const lasting = useSignal('');
  const post = usePost();
  const send = async () => {
    const expiresAt = lasting.value === '' ? null : new Date(Date.now() + Number(lasting.value) * dayMs).toISOString();
    const made = await post.send<MadeToken>('/tokens', { name: name.value.trim(), kind: kind.value, roles: [role.value], expiresAt });
    if (!made) return;
    name.value = '';
    onMade(made);
  };
  const kinds = [['api', tell('kindApi')] as const, ['wall', tell('kindWall')] as const];
  const lasts = [['', tell('forGood')] as const, ...days.map((n) => [n, tell('forDays', Number(n))] as const)];
  return (
    <Form onSend={send} look="token-form">
      <LineField label={tell('tokenName')} value={name} hint={tell('tokenNameHint')} problem={post.problem.value} />
      <Pick label={tell('kind')} value={kind.value} options={kinds} onChange={(next) => (kind.value = next)} />
      {kind.value === 'api' && <Pick label={tell('role')} value={role.value} options={roles} onChange={(next) => (role.value = next)} />}
      <Pick label={tell('lasts')} value={lasting.value} options={lasts} onChange={(next) => (lasting.value = next)} />
      <button type="submit" class="button primary" disabled={post.isBusy.value}>
        {tell('make')}
      </button>
    </Form>
  );
}

type PickProps = { label: string; value: string; options: (readonly [string, string])[]; onChange: (value: string) => void };

function Pick({ label, value, options, onChange }: PickProps) {
  return (
    <div class="field short">
      <label>
        {label}
        <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map(([key, word]) => (
            <option key={key} value={key}>
              {word}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function ShownOnce({ made }: { made: MadeToken }) {
  const say = useSay();
  const tell = useTell();
  const text = made.kind === 'wall' ? `${location.origin}/wall#${made.token}` : made.token;
  return (
    <div class="once" role="status" data-testid="token-shown">
      <p>
        <strong>{made.name}</strong>: {tell('tokenShown')}
      </p>
      <code>{text}</code>
      <CopyButton text={text} label={say('copy')} />
    </div>
  );
}

function TokenRow({ token, onDone }: { token: TokenView; onDone: () => void }) {
  const { sheet } = useDesk();
  const tell = useTell();
  const post = usePost();
  const revoke = async () => {
    if (await post.send(`/tokens/${token.id}/revoke`)) onDone();
  };
  const ask = () =>
    (sheet.value = {
      kind: 'confirm',
      question: tell('revokeOf', token.name),
      word: tell('revoke'),
      isDanger: true,
      yes: () => void revoke(),
    });
  return (
    <li class="access-row">
      <TokenFacts token={token} problem={post.problem.value} />
      <p class="row-acts">
        <button type="button" class="button small" onClick={ask}>
          {tell('revoke')}
          <span class="unseen"> {token.name}</span>
        </button>
      </p>
    </li>
  );
}

function TokenFacts({ token, problem }: { token: TokenView; problem: string }) {
  const { session } = useDesk();
  const tell = useTell();
  return (
    <div>
      <p class="secure-state">
        <strong>{token.name}</strong> <span>{tell(token.kind === 'wall' ? 'kindWall' : 'kindApi')}</span>
        <span class="hint">{token.roles.join(', ')}</span>
      </p>
      <p class="hint">
        {token.maker && tell('madeBy', session.nameOf(token.maker))} <Moment at={token.madeAt} />
        {' · '}
        {token.usedAt ? (
          <>
            {tell('lastUsed')} <Moment at={token.usedAt} />
          </>
        ) : (
          tell('neverUsed')
        )}
        {token.expiresAt && (
          <>
            {` · ${tell('until')} `}
            <Moment at={token.expiresAt} />
          </>
        )}
      </p>
      {problem && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

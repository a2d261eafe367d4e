import { useSignal, type Signal } from '@preact/signals';
import type { MySecurity, TotpOffer } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Form } from './form.tsx';
import { LineField } from './line-field.tsx';
import { usePost } from './use-post.ts';
import { useTell } from './words.ts';

type Doing = 'begin' | 'end' | 'recovery';
const paths = { begin: '/me/totp', end: '/me/totp/off', recovery: '/me/recovery' } as const;

/** The second factor: the password first, then its picture, then a code, then the recovery codes, once. */
export function SecondFactor({ mine, onDone }: { mine: MySecurity; onDone: () => void }) {
  const tell = useTell();
  const doing = useSignal<Doing | null>(null);
  const offer = useSignal<TotpOffer | null>(null);
  const codes = useSignal<string[] | null>(null);
  const isOver = () => {
    doing.value = offer.value = null;
    onDone();
  };
  return (
    <section data-testid="second-factor">
      <h3>{tell('totp')}</h3>
      <p class="secure-state">
        <StateWord word={tell(mine.totp ? 'totpOn' : 'totpOff')} tone={mine.totp ? 'good' : 'quiet'} />
        <span class="hint">{mine.totp ? tell('recoveryLeft', mine.recoveryLeft) : tell('totpMore')}</span>
      </p>
      {codes.value && <RecoveryCodes codes={codes.value} onKept={() => (codes.value = null)} />}
      {offer.value && <Confirm offer={offer.value} onCodes={(made) => ((codes.value = made), isOver())} />}
      {!codes.value && !offer.value && doing.value && (
        <Proof
          doing={doing.value}
          hasPassword={mine.password}
          onAnswer={(answer) => {
            if (doing.value === 'begin') offer.value = answer as TotpOffer;
            else if (doing.value === 'recovery') codes.value = (answer as { recovery: string[] }).recovery;
            if (doing.value !== 'begin') isOver();
          }}
        />
      )}
      {!doing.value && !codes.value && <Acts isOn={mine.totp} doing={doing} />}
    </section>
  );
}

function Acts({ isOn, doing }: { isOn: boolean; doing: Signal<Doing | null> }) {
  const tell = useTell();
  if (!isOn)
    return (
      <button type="button" class="button" onClick={() => (doing.value = 'begin')}>
        {tell('totpBegin')}
      </button>
    );
  return (
    <p class="secure-state">
      <button type="button" class="button" onClick={() => (doing.value = 'recovery')}>
        {tell('recoveryNew')}
      </button>
      <button type="button" class="button danger" onClick={() => (doing.value = 'end')}>
        {tell('totpEnd')}
      </button>
    </p>
  );
}

function Proof({ doing, hasPassword, onAnswer }: { doing: Doing; hasPassword: boolean; onAnswer: (answer: unknown) => void }) {
  const tell = useTell();
  const password = useSignal('');
  const post = usePost();
  const send = async () => {
    const answer = await post.send(paths[doing], { password: password.value });
    if (answer !== null) onAnswer(answer);
  };
  const word = { begin: tell('totpBegin'), end: tell('totpEnd'), recovery: tell('recoveryNew') }[doing];
  return (
    <Form onSend={send}>
      {hasPassword && (
        <LineField
          label={tell('currentPassword')}
          value={password}
          type="password"
          autocomplete="current-password"
          problem={post.problem.value}
          hasFocus
        />
      )}
      <button type="submit" class={doing === 'end' ? 'button danger' : 'button primary'} disabled={post.isBusy.value}>
        {word}
      </button>
    </Form>
  );
}

function Confirm({ offer, onCodes }: { offer: TotpOffer; onCodes: (codes: string[]) => void }) {
  const say = useSay();
  const tell = useTell();
  const code = useSignal('');
  const post = usePost();
  const send = async () => {
    const answer = await post.send<{ recovery: string[] }>('/me/totp/confirm', { code: code.value });
    if (answer) onCodes(answer.recovery);
  };
  return (
    <Form onSend={send}>
      <p>{tell('totpScan')}</p>
      <svg class="qr" viewBox={`0 0 ${offer.qr.size} ${offer.qr.size}`} role="img" aria-label={tell('totpQr')} shape-rendering="crispEdges">
        <path d={offer.qr.path} />
      </svg>
      <p class="secure-state">
        <code data-testid="totp-secret">{offer.secret}</code>
        <CopyButton text={offer.secret} label={say('copy')} />
      </p>
      <LineField label={tell('code')} value={code} autocomplete="one-time-code" problem={post.problem.value} isNumeric hasFocus />
      <button type="submit" class="button primary" disabled={post.isBusy.value}>
        {tell('totpConfirm')}
      </button>
    </Form>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const say = useSay();
  const tell = useTell();
  return (
    <div class="once" role="status" data-testid="recovery-codes">
      <h4>{tell('recovery')}</h4>
      <p>{tell('recoveryMore')}</p>
      <ul class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p class="secure-state">
        <CopyButton text={codes.join('\n')} label={say('copy')} />
        <button type="button" class="button small" onClick={onKept}>
          {tell('kept')}
        </button>
      </p>
    </div>
  );
}

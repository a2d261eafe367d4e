import type { Attempt, Means, Page, Tone } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { useSignal } from '@preact/signals';
import { Moment } from '../parts/moment.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useWayName, Way } from '../parts/way.tsx';
import { useTell } from './words.ts';
import '../style/delivery.css';

/** Every attempt to reach somebody: by what, how far it came, and what to do where it did not arrive. */
export function Receipt({ page }: { page: Page }) {
  return (
    <ol class="receipt">
      {page.attempts.map((attempt) => (
        <Rung key={`${attempt.by} ${attempt.chat} ${attempt.at}`} page={page} attempt={attempt} />
      ))}
    </ol>
  );
}

const tones: Record<Attempt['state'], Tone> = {
  queued: 'quiet',
  sent: 'warn',
  ringing: 'warn',
  delivered: 'warn',
  answered: 'warn',
  read: 'warn',
  acked: 'good',
  failed: 'alarm',
};

function Rung({ page, attempt }: { page: Page; attempt: Attempt }) {
  const tell = useTell();
  const { by, chat, carrier, state, at, error, code, answeredBy, repeated } = attempt;
  const advice = code === undefined ? undefined : adviceFor(code);
  return (
    <li class="attempt">
      <p class="attempt-head">
        <span class="attempt-by">
          <Way way={by} />
        </span>
        {chat && (
          <span class="hint">
            <Way way={chat} />
          </span>
        )}
        {carrier && <span class="hint">{carrier}</span>}
        <StateWord word={tell(state)} tone={tones[state]} />
        <Moment at={at} />
      </p>
      <Track state={state} />
      {answeredBy === 'machine' && <p class="hint">{tell('machine')}</p>}
      {repeated && <p class="hint">{tell('repeated')}</p>}
      {error && <p class={state === 'failed' ? 'attempt-error' : 'hint'}>{error}</p>}
      {advice && <p class="hint">{tell(advice)}</p>}
      {state === 'failed' && <SendAgain page={page} by={by as Means} />}
    </li>
  );
}

const advised = [
  'not-sent',
  'not-configured',
  'no-mail-address',
  'no-mail-server',
  'no-number',
  'no-carrier',
  'number-refused',
  'opted-out',
  'over-budget',
  'over-limit',
  'busy',
  'no-answer',
  'undelivered',
  'call-failed',
  'no-key',
  'carrier-down',
  'carrier-refused',
  'outcome-unknown',
  'no-push',
  'push-gone',
  'push-refused',
  'push-down',
] as const;

function adviceFor(code: string): `do-${(typeof advised)[number]}` | undefined {
  const known = advised.find((each) => each === code);
  return known && `do-${known}`;
}

const steps: readonly Attempt['state'][][] = [['queued'], ['sent', 'ringing'], ['delivered', 'answered', 'read'], ['acked']];

/** How far it came: queued, sent, arrived, acknowledged. The word beside it says the same. */
function Track({ state }: { state: Attempt['state'] }) {
  const reached = steps.findIndex((each) => each.includes(state));
  return (
    <span class={`track ${state}`} aria-hidden="true">
      {steps.map(([name], at) => (
        <i key={name} class={at <= reached ? 'reached' : ''} />
      ))}
    </span>
  );
}

/** The same way once more, for as long as nobody has answered. */
function SendAgain({ page, by }: { page: Page; by: Means }) {
  const { api, session, notices } = useDesk();
  const tell = useTell();
  const way = useWayName()(by);
  const isBusy = useSignal(false);
  if (page.state === 'acked' || page.state === 'stopped' || !session.mayUse('page/resend')) return null;
  const send = async () => {
    isBusy.value = true;
    const answer = await api.skill('page/resend', { page: page.id, by });
    isBusy.value = false;
    if (!answer.ok) return notices.refused(answer.refusal);
    notices.tell(
      answer.value.existed ? tell('justNow') : tell('resent', session.nameOf(page.person)),
      answer.value.existed ? 'quiet' : 'good',
    );
  };
  return (
    <button type="button" class="button small" aria-label={tell('againBy', way)} disabled={isBusy.value} onClick={() => void send()}>
      {tell('again')}
    </button>
  );
}

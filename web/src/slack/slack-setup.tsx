import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Tone } from '../../api.d.ts';
import type { SlackFindings, SlackMode, SlackSetup as Setup } from '../../upkeep.d.ts';
import { LookStep } from '../chats/look-step.tsx';
import { People } from '../chats/people.tsx';
import { TryIt } from '../chats/try-it.tsx';
import { useLabel, useTell as useChatTell } from '../chats/words.ts';
import { Problem } from '../parts/problem.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useLive, type Asked } from '../use-live.ts';
import { AppStep } from './app-step.tsx';
import { TokensStep } from './tokens-step.tsx';
import { useTell } from './words.ts';
import '../style/welcome.css';
import '../style/chat-setup.css';

/** While the connection is being made, how often it is asked for. */
const everyMs = 3_000;

/** From nothing to a Slack that works, in three steps that each show whether they do. */
export function SlackSetup() {
  const tell = useTell();
  const say = useChatTell();
  const label = useLabel()('slack');
  const asked = useLive('slack', (desk) => desk.api.get<Setup>('/slack'), ['config']);
  const found = useLive('slack-findings', (desk) => desk.api.get<SlackFindings>('/slack/findings'), ['config']);
  const setup = asked.value.value;
  const ears = setup?.ears ?? null;
  const isWaiting = setup !== null && setup.kept !== null && ears !== 'listening';
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => asked.again(), everyMs);
    return () => clearInterval(timer);
  }, [isWaiting]);
  // What is said of the connection is said anew once it is another one.
  useEffect(() => found.again(), [ears]);
  const lookAgain = () => {
    asked.again();
    found.again();
  };
  return (
    <section class="panel chat-setup" aria-labelledby="slack-title" data-testid="slack">
      <header class="chat-setup-head">
        <h2 id="slack-title">{tell('title')}</h2>
        {setup && <Connection setup={setup} />}
        <p class="hint">{tell('lead')}</p>
      </header>
      <Problem of={asked} />
      {setup?.isDemo && <p>{say('inDemo', label)}</p>}
      {setup && !setup.isDemo && <Steps setup={setup} found={found} onAgain={lookAgain} />}
      <p class="hint">{tell('guide')}</p>
    </section>
  );
}

function Connection({ setup: { kept, ears } }: { setup: Setup }) {
  const tell = useTell();
  const [word, tone]: [string, Tone] =
    kept === null
      ? [tell('stateNone'), 'quiet']
      : ears === 'listening'
        ? [tell('stateListening'), 'good']
        : ears === 'connecting'
          ? [tell('stateConnecting'), 'warn']
          : [tell('stateLost'), 'alarm'];
  return (
    <span role="status" data-testid="slack-state">
      <StateWord word={word} tone={tone} />
    </span>
  );
}

function Steps({ setup, found, onAgain }: { setup: Setup; found: Asked<SlackFindings>; onAgain: () => void }) {
  const tell = useTell();
  const open = useSignal(setup.kept === null ? 1 : 3);
  const mode = useSignal<SlackMode>(setup.kept?.mode ?? 'socket');
  const frame = (n: number) => ({ n, isOpen: open.value === n, onOpen: () => (open.value = open.value === n ? 0 : n) });
  const findings = setup.kept === null ? [] : (found.value.value?.findings ?? []);
  const letIn = findings.find((finding) => finding.code === 'slack.let-in');
  return (
    <ol class="welcome-steps">
      <AppStep {...frame(1)} setup={setup} mode={mode} letIn={letIn} onDone={() => (open.value = 2)} />
      <TokensStep {...frame(2)} setup={setup} mode={mode.value} letIn={letIn} onDone={() => (open.value = 3)} />
      <LookStep {...frame(3)} type="slack" isKept={setup.kept !== null} found={found} onAgain={onAgain}>
        <People at={{ chat: 'slack', type: 'slack' }} people={setup.people} how={tell('missingHow')} onDone={onAgain} />
        <TryIt type="slack" path="/slack/test" />
      </LookStep>
    </ol>
  );
}

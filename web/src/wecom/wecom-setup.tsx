import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Tone } from '../../api.d.ts';
import type { WecomFindings, WecomKeys, WecomSetup as Setup } from '../../upkeep.d.ts';
import { LookStep } from '../chats/look-step.tsx';
import { useLabel, useTell as useChatTell } from '../chats/words.ts';
import { Problem } from '../parts/problem.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useLive, type Asked } from '../use-live.ts';
import { AppStep } from './app-step.tsx';
import { HearStep, isHeard, isRefused } from './hear-step.tsx';
import { IpStep } from './ip-step.tsx';
import { KeysStep } from './keys-step.tsx';
import { MenuStep } from './menu-step.tsx';
import { RobotStep } from './robot-step.tsx';
import { Tests } from './tests.tsx';
import { WhoStep } from './who-step.tsx';
import { useTell } from './words.ts';
import '../style/welcome.css';
import '../style/setup.css';
import '../style/chat-setup.css';

/** While WeCom is waited for, how often it is looked for. */
const everyMs = 1_000;

const refusals = new Set(['wecom.corp-unknown', 'wecom.token-refused', 'wecom.app-unknown', 'wecom.unreachable']);

/** From an empty admin console to the first room, in steps that each show whether they work. */
export function WecomSetup() {
  const tell = useTell();
  const say = useChatTell();
  const label = useLabel()('wecom');
  const asked = useLive('wecom', (desk) => desk.api.get<Setup>('/wecom'), ['config']);
  const found = useLive('wecom-findings', (desk) => desk.api.get<WecomFindings>('/wecom/findings'), ['config']);
  const setup = asked.value.value;
  const isWaiting =
    setup !== null &&
    setup.kept !== null &&
    (!isHeard(setup) || isRefused(setup) || (setup.bot !== null && setup.bot.ears?.state !== 'listening'));
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => asked.again(), everyMs);
    return () => clearInterval(timer);
  }, [isWaiting]);
  // What is said of the calls is said anew once one has come.
  useEffect(() => found.again(), [setup?.callback.calledAt, setup?.callback.refusedAt]);
  const lookAgain = () => {
    asked.again();
    found.again();
  };
  return (
    <section class="panel chat-setup" aria-labelledby="wecom-title" data-testid="wecom">
      <header class="chat-setup-head">
        <h2 id="wecom-title">{tell('title')}</h2>
        {setup && !setup.isDemo && <Connection setup={setup} found={found} />}
        <p class="hint">{tell('lead')}</p>
      </header>
      <Problem of={asked} />
      {setup?.isDemo && <p>{say('inDemo', label)}</p>}
      {setup && !setup.isDemo && <Steps setup={setup} found={found} onAgain={lookAgain} />}
      <p class="hint">{tell('guide')}</p>
    </section>
  );
}

type Props = { setup: Setup; found: Asked<WecomFindings> };
const has = (found: Asked<WecomFindings>, code: string) => found.value.value?.findings.find((finding) => finding.code === `wecom.${code}`);

function Connection({ setup, found }: Props) {
  const tell = useTell();
  const state = (): [string, Tone] => {
    if (setup.kept === null) return [tell('stateNone'), 'quiet'];
    if (found.value.value === null) return [tell('stateLooking'), 'quiet'];
    if (!has(found, 'let-in')) return [tell('stateNot'), 'alarm'];
    return isHeard(setup) ? [tell('stateHears'), 'good'] : [tell('stateSpeaks'), 'warn'];
  };
  const [word, tone] = state();
  return (
    <span role="status" data-testid="wecom-state">
      <StateWord word={word} tone={tone} />
    </span>
  );
}

/** Where somebody who comes (back) goes on: the first step that is not done. Null: not known before WeCom has answered. */
function firstOpen({ setup, found }: Props): number | null {
  if (setup.kept === null) return 1;
  const { findings } = found.value.value ?? {};
  if (!findings) return null;
  const isIn = has(found, 'let-in') !== undefined;
  const done = [
    !isKeyRefused(findings),
    isHeard(setup) && !isRefused(setup),
    isIn,
    has(found, 'menu-there') !== undefined,
    setup.people.missing.length === 0,
  ];
  return 2 + (done.includes(false) ? done.indexOf(false) : done.length);
}

const isKeyRefused = (findings: WecomFindings['findings']): boolean => findings.some(({ code }) => refusals.has(code ?? ''));

function Steps({ setup, found, onAgain }: Props & { onAgain: () => void }) {
  const open = useSignal<number | null>(null);
  useEffect(() => {
    open.value ??= firstOpen({ setup, found });
  }, [setup, found.value.value]);
  const keys = useSignal<WecomKeys | null>(null);
  const frame = (n: number) => ({ n, isOpen: open.value === n, onOpen: () => (open.value = open.value === n ? 0 : n) });
  const onTo = (n: number) => () => {
    open.value = n;
    onAgain();
  };
  const letIn = setup.kept === null ? undefined : has(found, 'let-in');
  return (
    <ol class="welcome-steps">
      <AppStep {...frame(1)} setup={setup} onDone={onTo(2)} />
      <KeysStep {...frame(2)} setup={setup} letIn={letIn} isRefused={isKeyRefused(found.value.value?.findings ?? [])} onDone={onTo(3)} />
      <HearStep {...frame(3)} setup={setup} keys={keys} onAgain={onAgain} />
      <IpStep {...frame(4)} found={found} isIn={letIn !== undefined} onAgain={onAgain} />
      <MenuStep {...frame(5)} isThere={has(found, 'menu-there') !== undefined} isIn={letIn !== undefined} onDone={onTo(6)} />
      <WhoStep {...frame(6)} setup={setup} onAgain={onAgain} />
      <LookStep {...frame(7)} type="wecom" isKept={setup.kept !== null} found={found} onAgain={onAgain}>
        <Tests setup={setup} />
      </LookStep>
      <RobotStep {...frame(8)} bot={setup.bot} onAgain={onAgain} />
    </ol>
  );
}

import { useSignal } from '@preact/signals';
import type { Welcome } from '../../api.d.ts';
import { useDesk, usePageTitle } from '../desk.ts';
import { BellMark } from '../parts/brand.tsx';
import { Problem } from '../parts/problem.tsx';
import { remember } from '../state/remembered.ts';
import { useLive } from '../use-live.ts';
import { ChatStep } from '../welcome/chat-step.tsx';
import { DutyStep } from '../welcome/duty-step.tsx';
import { FirmStep } from '../welcome/firm-step.tsx';
import { SourceStep } from '../welcome/source-step.tsx';
import { TestStep } from '../welcome/test-step.tsx';
import { useTell } from '../welcome/words.ts';
import '../style/welcome.css';

/** The first five minutes: from nothing to a bell that rings, each step proven as it is taken. */
export function WelcomePage() {
  const tell = useTell();
  usePageTitle(tell('title'));
  const asked = useLive('welcome', (desk) => desk.api.get<Welcome>('/welcome'), ['config', 'alerts']);
  const welcome = asked.value.value;
  return (
    <div class="page-frame welcome">
      <header class="welcome-head">
        <BellMark />
        <h1>{tell('title')}</h1>
        <p>{tell('lead')}</p>
      </header>
      <Problem of={asked} />
      {welcome && <Steps welcome={welcome} />}
    </div>
  );
}

function Steps({ welcome }: { welcome: Welcome }) {
  const { done } = welcome;
  const first = [done.firm, done.duty, true, done.source].indexOf(false) + 1 || 5;
  const open = useSignal(first);
  const frame = (n: number) => ({
    n,
    isOpen: open.value === n,
    onOpen: () => (open.value = open.value === n ? 0 : n),
    onSkip: () => (open.value = n + 1),
  });
  const next = (n: number) => () => (open.value = n);
  return (
    <>
      <ol class="welcome-steps">
        <FirmStep {...frame(1)} welcome={welcome} onDone={next(2)} />
        <DutyStep {...frame(2)} welcome={welcome} onDone={next(3)} />
        <ChatStep {...frame(3)} onDone={next(4)} />
        <SourceStep {...frame(4)} welcome={welcome} onDone={next(5)} />
        <TestStep {...frame(5)} />
      </ol>
      <Ready isOver={open.value > 5} />
    </>
  );
}

/** The way on, always there: nobody is held here. */
function Ready({ isOver }: { isOver: boolean }) {
  const { address } = useDesk();
  const tell = useTell();
  const leave = (event: Event) => {
    event.preventDefault();
    remember('welcomed', 'yes');
    address.go('/');
  };
  return (
    <footer class="welcome-foot">
      <p>
        {isOver && <strong>{tell('ready')} </strong>}
        {tell('readyMore')}
      </p>
      <a class={isOver ? 'button large primary' : 'button large'} href="/" onClick={leave}>
        {tell('toToday')}
      </a>
      <p class="hint">
        {tell('demo')} <code>npm start -- --demo</code>
      </p>
    </footer>
  );
}

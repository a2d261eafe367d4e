import { useDesk } from '../desk.ts';
import { Receipt } from '../delivery/receipt.tsx';
import { useTestCall } from '../use-test-call.ts';
import { Step, type StepFrame } from './step.tsx';
import { useTell } from './words.ts';

/** The bell rings for oneself, and it is seen how it arrived. */
export function TestStep(frame: Omit<StepFrame, 'proof'>) {
  const { session } = useDesk();
  const tell = useTell();
  const test = useTestCall();
  const page = test.page.value;
  const proof = page?.acknowledgedAt ? tell('testDone', seconds(page.attempts[0]?.at ?? page.acknowledgedAt, page.acknowledgedAt)) : null;
  const isNobody = session.me.value?.person == null;
  return (
    <Step {...frame} proof={proof} name={tell('test')} why={tell('testWhy')}>
      {isNobody ? (
        <p class="hint">{tell('testNobody')}</p>
      ) : (
        <p class="welcome-acts">
          <button type="button" class="button primary" disabled={test.isBusy.value} onClick={() => void test.call()}>
            {tell('testSend')}
          </button>
          {page && page.state !== 'acked' && <span role="status">{tell('testWaits')}</span>}
        </p>
      )}
      {page && <Receipt page={page} />}
    </Step>
  );
}

const seconds = (from: string, to: string): string => ((Date.parse(to) - Date.parse(from)) / 1000).toFixed(1);

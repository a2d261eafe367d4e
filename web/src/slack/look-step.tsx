import type { SlackFindings, SlackSetup } from '../../upkeep.d.ts';
import { Findings } from '../chats/findings.tsx';
import { People } from '../chats/people.tsx';
import { TryIt } from '../chats/try-it.tsx';
import { useTell as useChatTell } from '../chats/words.ts';
import type { Asked } from '../use-live.ts';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { useTell } from './words.ts';

type Props = Omit<StepFrame, 'proof'> & { setup: SlackSetup; found: Asked<SlackFindings>; onAgain: () => void };

/** What the doctor says of it, who is not linked yet, and a test that shows in Slack. */
export function LookStep({ setup, found, onAgain, ...frame }: Props) {
  const tell = useTell();
  const say = useChatTell();
  const findings = found.value.value?.findings ?? [];
  const isWell = setup.kept !== null && findings.length > 0 && findings.every(({ verdict }) => verdict === 'well');
  return (
    <Step {...frame} proof={isWell ? tell('lookDone') : null} name={tell('look')} why={tell('lookWhy')}>
      {setup.kept === null ? (
        <p>{say('lookFirst')}</p>
      ) : (
        <>
          <Findings type="slack" isLooking={found.value.value === null} findings={findings} onAgain={onAgain} />
          <People at={{ chat: 'slack', type: 'slack' }} people={setup.people} how={tell('missingHow')} onDone={onAgain} />
          <TryIt type="slack" path="/slack/test" />
        </>
      )}
    </Step>
  );
}

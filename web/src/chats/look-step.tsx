import type { ComponentChildren } from 'preact';
import type { ChatType } from '../../api.d.ts';
import type { Finding } from '../../upkeep.d.ts';
import type { Asked } from '../use-live.ts';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { Findings } from './findings.tsx';
import { useLabel, useTell } from './words.ts';

type Props = Omit<StepFrame, 'proof'> & {
  type: ChatType;
  isKept: boolean;
  found: Asked<{ findings: Finding[] }>;
  onAgain: () => void;
  /** What can be done or tried beside, once it is kept. */
  children: ComponentChildren;
};

/** The last step of setting up a chat: what the doctor says of it, and a test that shows there. */
export function LookStep({ type, isKept, found, onAgain, children, ...frame }: Props) {
  const tell = useTell();
  const label = useLabel()(type);
  const findings = found.value.value?.findings ?? [];
  const isWell = isKept && findings.length > 0 && findings.every(({ verdict }) => verdict === 'well');
  return (
    <Step {...frame} proof={isWell ? tell('lookDone') : null} name={tell('look')} why={tell('lookWhy', label)}>
      {isKept ? (
        <>
          <Findings type={type} isLooking={found.value.value === null} findings={findings} onAgain={onAgain} />
          {children}
        </>
      ) : (
        <p>{tell('lookFirst')}</p>
      )}
    </Step>
  );
}

import type { ComponentChildren } from 'preact';
import type { ChatType, Tone } from '../../api.d.ts';
import type { Finding, Verdict } from '../../upkeep.d.ts';
import { FindingLine } from '../admin/doctor.tsx';
import { useTell as useAdminTell } from '../admin/words.ts';
import { StateWord } from '../parts/state-word.tsx';
import { useLabel, useTell } from './words.ts';

const order: Verdict[] = ['wrong', 'warn', 'unknown', 'well'];
const tones: Record<Verdict, Tone> = { wrong: 'alarm', warn: 'warn', unknown: 'quiet', well: 'good' };
const words = { wrong: 'verdictWrong', warn: 'verdictWarn', unknown: 'verdictUnknown', well: 'verdictWell' } as const;

type Props = { type: ChatType; isLooking: boolean; findings: Finding[]; onAgain: () => void };

/** What the doctor says of a chat, the worst first. */
export function Findings({ type, isLooking, findings, onAgain }: Props) {
  const tell = useTell();
  const say = useAdminTell();
  const label = useLabel()(type);
  const row = (finding: Finding): ComponentChildren => (
    <li key={finding.found.en} class="chat-finding" data-code={finding.code}>
      <StateWord word={say(words[finding.verdict])} tone={tones[finding.verdict]} />
      <ul>
        <FindingLine finding={finding} />
      </ul>
    </li>
  );
  return (
    <div class="chat-findings" aria-busy={isLooking}>
      {isLooking && <p role="status">{tell('asking', label)}</p>}
      <ul>{order.flatMap((verdict) => findings.filter((finding) => finding.verdict === verdict).map(row))}</ul>
      <button type="button" class="button" onClick={onAgain}>
        {tell('lookAgain')}
      </button>
    </div>
  );
}

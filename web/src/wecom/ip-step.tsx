import type { WecomFindings } from '../../upkeep.d.ts';
import { useLabel, useTell as useChatTell } from '../chats/words.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import type { Asked } from '../use-live.ts';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { useTell } from './words.ts';

type Props = Omit<StepFrame, 'proof'> & { found: Asked<WecomFindings>; isIn: boolean; onAgain: () => void };

/** The address that WeCom sees us call from, to be pasted there. */
export function IpStep({ found, isIn, onAgain, ...frame }: Props) {
  const tell = useTell();
  const say = useChatTell();
  const label = useLabel()('wecom');
  const ip = found.value.value?.ip ?? null;
  return (
    <Step {...frame} proof={isIn ? tell('ipDone') : null} name={tell('ip')} why={tell('ipWhy')}>
      {ip !== null && (
        <div class="chat-ip" data-testid="wecom-ip">
          <p>{tell('ipSeen')}</p>
          <p class="chat-ip-value mono">{ip}</p>
          <CopyButton text={ip} label={tell('ipCopy')} />
        </div>
      )}
      {ip === null && !isIn && <p>{found.value.value === null ? say('asking', label) : tell('ipUnknown')}</p>}
      <p>{tell('ipWhere')}</p>
      <button type="button" class="button" onClick={onAgain}>
        {say('lookAgain')}
      </button>
    </Step>
  );
}

import type { WecomSetup } from '../../upkeep.d.ts';
import { useTell as useChatTell } from '../chats/words.ts';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { useTell } from './words.ts';

type Props = Omit<StepFrame, 'proof'> & { setup: WecomSetup; onDone: () => void };

/** What WeCom makes only by hand. */
export function AppStep({ setup, onDone, ...frame }: Props) {
  const tell = useTell();
  const say = useChatTell();
  return (
    <Step {...frame} proof={setup.kept ? tell('appDone') : null} name={tell('app')} why={tell('appWhy')}>
      <ol class="setup-steps">
        <li>
          <p class="welcome-acts">
            <a class="button primary" href="https://work.weixin.qq.com/wework_admin/frame#apps" target="_blank" rel="noopener noreferrer">
              {tell('appOpen')}
              <span class="unseen"> {say('newTab')}</span>
            </a>
          </p>
        </li>
        <li>
          <p>{tell('appMake')}</p>
        </li>
        <li>
          <p>{tell('appVisible')}</p>
        </li>
      </ol>
      <button type="button" class="button" onClick={onDone}>
        {tell('onward')}
      </button>
    </Step>
  );
}

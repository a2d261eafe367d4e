import type { Finding, WecomSetup } from '../../upkeep.d.ts';
import { Keep } from '../chats/keep-form.tsx';
import { useDesk } from '../desk.ts';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { useTell } from './words.ts';

type Props = Omit<StepFrame, 'proof'> & { setup: WecomSetup; letIn: Finding | undefined; isRefused: boolean; onDone: () => void };

/** By what the app is let in, tried before it is kept. */
export function KeysStep({ setup: { kept }, letIn, isRefused, onDone, ...frame }: Props) {
  const { language } = useDesk();
  const tell = useTell();
  const works = letIn ? language.pick(letIn.found) : kept && !isRefused ? tell('keysDone') : null;
  return (
    <Step {...frame} proof={works} name={tell('keys')} why={tell('keysWhy')}>
      <Keep
        type="wecom"
        path="/wecom"
        kept={kept}
        variable="WECOM_CORP_ID"
        change={tell('changeKeys')}
        fields={[
          {
            name: 'corpId',
            label: tell('corpId'),
            where: tell('corpIdWhere'),
            open: kept?.corpId ?? '',
            placeholder: 'ww…',
            check: (text) => (/^w[wx]\w+$/u.test(text) ? null : tell('corpIdLooks')),
          },
          {
            name: 'agentId',
            label: tell('agentId'),
            where: tell('agentIdWhere'),
            open: kept?.agentId ?? '',
            placeholder: '1000002',
            check: (text) => (/^\d{1,10}$/u.test(text) ? null : tell('agentIdLooks')),
          },
          { name: 'secret', label: tell('secret'), where: tell('secretWhere') },
        ]}
        onDone={onDone}
      />
    </Step>
  );
}

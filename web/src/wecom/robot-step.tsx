import { useSignal } from '@preact/signals';
import type { WecomSetup } from '../../upkeep.d.ts';
import { Keep } from '../chats/keep-form.tsx';
import { useDesk } from '../desk.ts';
import { Form } from '../me/form.tsx';
import { LineField } from '../me/line-field.tsx';
import { usePost } from '../me/use-post.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { useTell } from './words.ts';

type Props = Omit<StepFrame, 'proof'> & { bot: WecomSetup['bot']; onAgain: () => void };

/** What may be left out: a robot that hears in groups of people, and one that only tells. */
export function RobotStep({ bot, onAgain, ...frame }: Props) {
  const tell = useTell();
  const isOn = bot?.ears?.state === 'listening' || bot?.ears?.state === 'standby';
  return (
    <Step {...frame} proof={isOn ? tell('robotOn') : null} name={tell('robot')} why={tell('robotWhy')}>
      <ol class="setup-steps">
        <li>
          <p>{tell('robotMake')}</p>
        </li>
        <li>
          <div class="chat-keys">
            <Keep
              type="wecom-aibot"
              path="/wecom/bot"
              kept={bot}
              change={tell('changeBot')}
              fields={[
                { name: 'botId', label: tell('botId'), where: tell('botIdWhere'), open: bot?.botId ?? '' },
                { name: 'secret', label: tell('botSecret'), where: tell('botSecretWhere') },
              ]}
              onDone={onAgain}
            />
            <Line bot={bot} />
          </div>
        </li>
        <li>
          <p>{tell('robotInvite')}</p>
          <div class="paste">
            <pre>{tell('robotBind')}</pre>
            <CopyButton text={tell('robotBind')} label={tell('copyOf', '')} />
          </div>
        </li>
      </ol>
      <Hook />
    </Step>
  );
}

function Line({ bot }: Pick<Props, 'bot'>) {
  const tell = useTell();
  if (!bot?.ears) return null;
  const { state, because } = bot.ears;
  const said = {
    listening: tell('robotOn'),
    standby: tell('robotStandby'),
    connecting: tell('robotWaits'),
    lost: tell('robotLost', because ?? ''),
    off: tell('robotLost', ''),
  };
  return (
    <p role="status" data-testid="wecom-robot">
      {said[state]}
    </p>
  );
}

/** A channel like any other, by its webhook. */
function Hook() {
  const { notices } = useDesk();
  const tell = useTell();
  const [name, url] = [useSignal(''), useSignal('')];
  const post = usePost();
  const send = async () => {
    const spec = { platform: 'robot', url: url.value.trim() };
    if (!(await post.send('/resources', { documents: [{ kind: 'channel', name: name.value.trim(), spec }] }))) return;
    notices.tell(tell('hookKept'), 'good');
    [name.value, url.value] = ['', ''];
  };
  return (
    <details class="setup chat-hook">
      <summary>{tell('hook')}</summary>
      <p class="hint">{tell('hookWhy')}</p>
      <Form onSend={send} testId="wecom-hook">
        <LineField label={tell('hookName')} value={name} hint={tell('hookNameHint')} />
        <LineField label={tell('hookUrl')} value={url} type="password" hint={tell('hookUrlHint')} problem={post.problem.value} />
        <button type="submit" class="button" disabled={post.isBusy.value}>
          {tell('hookKeep')}
        </button>
      </Form>
    </details>
  );
}

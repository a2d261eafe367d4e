import type { Finding, SlackMode, SlackSetup } from '../../upkeep.d.ts';
import { Keep } from '../chats/keep-form.tsx';
import type { KeepField } from '../chats/use-keep.ts';
import { useDesk } from '../desk.ts';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { useTell } from './words.ts';

type Props = Omit<StepFrame, 'proof'> & { setup: SlackSetup; mode: SlackMode; letIn: Finding | undefined; onDone: () => void };
type Name = 'botToken' | 'appToken' | 'signingSecret';

const prefixes: Record<Name, string> = { botToken: 'xoxb-', appToken: 'xapp-', signingSecret: '' };

/** The two tokens, tried before they are kept. */
export function TokensStep({ setup: { kept }, mode, letIn, onDone, ...frame }: Props) {
  const { language } = useDesk();
  const tell = useTell();
  const field = (name: Name): KeepField<Name> => {
    const prefix = prefixes[name];
    return {
      name,
      label: tell(name),
      where: tell(`${name}Where`),
      placeholder: prefix && `${prefix}…`,
      check: (text) => (text.startsWith(prefix) ? null : tell('beginsWith', prefix)),
    };
  };
  return (
    <Step {...frame} proof={letIn ? language.pick(letIn.found) : null} name={tell('tokens')} why={tell('tokensWhy')}>
      <Keep
        type="slack"
        path="/slack"
        kept={kept}
        variable="SLACK_BOT_TOKEN"
        change={tell('change')}
        fields={[field('botToken'), field(mode === 'socket' ? 'appToken' : 'signingSecret')]}
        onDone={onDone}
      />
    </Step>
  );
}

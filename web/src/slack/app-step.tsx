import type { Signal } from '@preact/signals';
import type { Finding, SlackMode, SlackSetup } from '../../upkeep.d.ts';
import { useTell as useChatTell } from '../chats/words.ts';
import { Choice } from '../forms/choice.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { scrollable } from '../parts/scrollable.ts';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { useTell } from './words.ts';
import '../style/setup.css';

type Props = Omit<StepFrame, 'proof'> & {
  setup: SlackSetup;
  mode: Signal<SlackMode>;
  letIn: Finding | undefined;
  onDone: () => void;
};

/** Slack’s own form, filled in; what is left is three clicks there. */
export function AppStep({ setup, mode, letIn, onDone, ...frame }: Props) {
  const tell = useTell();
  const say = useChatTell();
  const { socket, http } = setup.manifests;
  const manifest = (mode.value === 'http' ? http : null) ?? socket;
  return (
    <Step {...frame} proof={letIn ? tell('appDone') : null} name={tell('app')} why={tell('appWhy')}>
      <Way setup={setup} mode={mode} />
      <ol class="setup-steps">
        <li>
          <p class="welcome-acts">
            <a class="button primary" href={manifest.url} target="_blank" rel="noopener noreferrer">
              {tell('open')}
              <span class="unseen"> {say('newTab')}</span>
            </a>
            <CopyButton text={manifest.json} label={tell('copyManifest')} />
          </p>
        </li>
        <li>
          <p>{tell('choose')}</p>
        </li>
        <li>
          <p>{tell('install')}</p>
        </li>
      </ol>
      <details class="setup chat-manifest">
        <summary>{tell('seeManifest')}</summary>
        <div class="paste">
          <pre {...scrollable} role="region" aria-label={tell('seeManifest')}>
            {manifest.json}
          </pre>
        </div>
      </details>
      <button type="button" class="button" onClick={onDone}>
        {tell('onward')}
      </button>
    </Step>
  );
}

/** Who opens the connection: where Slack could not find us, there is no choice. */
function Way({ setup, mode }: { setup: SlackSetup; mode: Signal<SlackMode> }) {
  const tell = useTell();
  if (setup.manifests.http === null) return <p class="hint">{`${tell('waySocketWhy')} ${tell('wayHttpNot')}`}</p>;
  const options: [SlackMode, string][] = [
    ['socket', tell('waySocket')],
    ['http', tell('wayHttp')],
  ];
  return (
    <div class="chat-way">
      <Choice legend={tell('way')} options={options} value={mode.value} onChange={(next) => (mode.value = next)} />
      <p class="hint">{mode.value === 'http' ? tell('wayHttpWhy', setup.publicUrl) : tell('waySocketWhy')}</p>
    </div>
  );
}

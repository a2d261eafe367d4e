import type { Signal } from '@preact/signals';
import type { WecomKeys, WecomSetup } from '../../upkeep.d.ts';
import { useTell as useChatTell } from '../chats/words.ts';
import { useDesk } from '../desk.ts';
import { usePost } from '../me/use-post.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Moment } from '../parts/moment.tsx';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { useTell } from './words.ts';

type Props = Omit<StepFrame, 'proof'> & {
  setup: WecomSetup;
  /** Those that were drawn since the page was opened: they are shown as long as it is. */
  keys: Signal<WecomKeys | null>;
  onAgain: () => void;
};

type BodyProps = Pick<Props, 'setup' | 'keys' | 'onAgain'>;

/** Whether WeCom has called since the keys that hold now were drawn. */
export const isHeard = ({ callback: { madeAt, calledAt } }: WecomSetup): boolean => calledAt !== null && calledAt >= (madeAt ?? '');

/** Whether what called last had other keys. */
export const isRefused = ({ callback: { madeAt, calledAt, refusedAt } }: WecomSetup): boolean =>
  refusedAt !== null && refusedAt > (madeAt ?? '') && refusedAt > (calledAt ?? '');

/** The address and the keys by which WeCom calls us, drawn and kept here before they are pasted there. */
export function HearStep({ setup, keys, onAgain, ...frame }: Props) {
  const { clock } = useDesk();
  const tell = useTell();
  const { calledAt } = setup.callback;
  const proof = isHeard(setup) && calledAt !== null ? `${tell('hearDone')} · ${clock.moment(calledAt)}` : null;
  return (
    <Step {...frame} proof={proof} name={tell('hear')} why={tell('hearWhy')}>
      <Body setup={setup} keys={keys} onAgain={onAgain} />
    </Step>
  );
}

function Body({ setup, keys, onAgain }: BodyProps) {
  const tell = useTell();
  const say = useChatTell();
  if (setup.kept === null) return <p>{say('lookFirst')}</p>;
  if (setup.kept.from === 'file') return <p>{say('byFile', setup.kept.place ?? '')}</p>;
  return (
    <>
      {setup.kept.from === 'environment' && <p>{say('byEnvironment', 'WECOM_TOKEN')}</p>}
      {setup.callback.calledAt === null && !setup.publicUrl.startsWith('https://') && (
        <p class="warn-line">{tell('hearNoAddress', setup.publicUrl)}</p>
      )}
      <ol class="setup-steps">
        <li>
          <MakeKeys setup={setup} keys={keys} onAgain={onAgain} />
        </li>
        <li>
          <div>
            <p>{tell(keys.value === null && isMade(setup) ? 'hearPasteKept' : 'hearPaste')}</p>
            <p class="hint">{tell('hearDomain')}</p>
          </div>
        </li>
      </ol>
      <Calls setup={setup} />
    </>
  );
}

const isMade = (setup: WecomSetup): boolean => setup.callback.madeAt !== null || isHeard(setup);

function MakeKeys({ setup, keys, onAgain }: BodyProps) {
  const { sheet } = useDesk();
  const tell = useTell();
  const post = usePost();
  const make = async () => {
    const made = await post.send<{ output: WecomKeys }>('/wecom/callback');
    if (made === null) return;
    keys.value = made.output;
    onAgain();
  };
  const ask = () =>
    (sheet.value = { kind: 'confirm', question: tell('hearAnewAsk'), word: tell('hearAnew'), isDanger: true, yes: () => void make() });
  return (
    <div class="chat-keys">
      {keys.value ? <Keys keys={keys.value} /> : isMade(setup) && <KeptKeys url={setup.callback.url} />}
      <button
        type="button"
        class={`button${isMade(setup) ? '' : ' primary'}`}
        disabled={post.isBusy.value}
        onClick={() => (isHeard(setup) ? ask() : void make())}
      >
        {tell(isMade(setup) ? 'hearAnew' : 'hearMake')}
      </button>
      {post.problem.value && (
        <p class="field-problem" role="alert">
          {post.problem.value}
        </p>
      )}
    </div>
  );
}

function Keys({ keys: { url, token, encodingAesKey } }: { keys: WecomKeys }) {
  const tell = useTell();
  return (
    <>
      <p class="hint">{tell('once')}</p>
      <dl>
        <Key name="URL" value={url} />
        <Key name="Token" value={token} />
        <Key name="EncodingAESKey" value={encodingAesKey} />
      </dl>
    </>
  );
}

/** The address is no secret. */
function KeptKeys({ url }: { url: string }) {
  const tell = useTell();
  return (
    <>
      <dl>
        <Key name="URL" value={url} />
      </dl>
      <p>{tell('hearHidden')}</p>
    </>
  );
}

function Key({ name, value }: { name: string; value: string }) {
  const tell = useTell();
  return (
    <div class="chat-key">
      <dt>{name}</dt>
      <dd>
        <span class="mono" data-key={name}>
          {value}
        </span>
        <CopyButton text={value} label={tell('copyOf', name)} />
      </dd>
    </div>
  );
}

/** Looked at every few seconds as long as the page is open. */
function Calls({ setup }: { setup: WecomSetup }) {
  const tell = useTell();
  const { calledAt } = setup.callback;
  return (
    <div role="status" data-testid="wecom-calls">
      {isHeard(setup) && calledAt !== null ? (
        <p>
          {tell('hearDone')} · <Moment at={calledAt} />
        </p>
      ) : (
        <p class="welcome-listening">{tell('hearWaiting')}</p>
      )}
      {isRefused(setup) && <p class="field-problem">{tell('hearWrongKeys')}</p>}
    </div>
  );
}

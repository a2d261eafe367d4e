import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Finding, SlackMode, SlackSetup } from '../../upkeep.d.ts';
import { useDesk } from '../desk.ts';
import { sayRefusal } from '../state/notices.ts';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { fieldsOf, useTokens, type TokenField, type Tokens } from './use-tokens.ts';
import { useTell } from './words.ts';

type Props = Omit<StepFrame, 'proof'> & { setup: SlackSetup; mode: SlackMode; letIn: Finding | undefined; onDone: () => void };

/** The two tokens, tried before they are kept. What a file says is changed in the file. */
export function TokensStep({ setup, mode, letIn, onDone, ...frame }: Props) {
  const { language } = useDesk();
  const tell = useTell();
  const isChanged = useSignal(false);
  const { kept } = setup;
  const isOpen = kept === null || isChanged.value;
  const done = () => {
    isChanged.value = false;
    onDone();
  };
  return (
    <Step {...frame} proof={letIn ? language.pick(letIn.found) : null} name={tell('tokens')} why={tell('tokensWhy')}>
      {kept?.from === 'file' && <p>{tell('byFile', kept.place ?? '')}</p>}
      {kept?.from === 'environment' && <p>{tell('byEnvironment')}</p>}
      {kept?.from !== 'file' && !isOpen && (
        <button type="button" class="button" onClick={() => (isChanged.value = true)}>
          {tell('change')}
        </button>
      )}
      {kept?.from !== 'file' && isOpen && <TokensForm mode={mode} isKept={kept?.from === 'console'} onDone={done} />}
    </Step>
  );
}

function TokensForm({ mode, isKept, onDone }: { mode: SlackMode; isKept: boolean; onDone: () => void }) {
  const { language } = useDesk();
  const tell = useTell();
  const tokens = useTokens({ mode, isKept, onDone });
  const problems = tokens.problems.value;
  const keep = (event: Event) => {
    event.preventDefault();
    void tokens.keep(false);
  };
  return (
    <form class="welcome-form slack-tokens" onSubmit={keep} noValidate>
      {fieldsOf(mode).map((field) => (
        <TokenInput key={field.name} field={field} tokens={tokens} isKept={isKept} />
      ))}
      <div role="alert">
        {problems['anyway'] && <p class="field-problem">{problems['anyway']}</p>}
        {tokens.refusal.value && <p class="field-problem">{sayRefusal(language, tokens.refusal.value)}</p>}
      </div>
      <p class="welcome-acts">
        <button type="submit" class="button primary" disabled={tokens.isBusy.value}>
          {tokens.isBusy.value ? tell('trying') : tell('tryAndKeep')}
        </button>
        {problems['anyway'] && (
          <button type="button" class="button" disabled={tokens.isBusy.value} onClick={() => void tokens.keep(true)}>
            {tell('keepAnyway')}
          </button>
        )}
      </p>
    </form>
  );
}

/** Never shown as it is typed, never filled in by the browser. */
function TokenInput({ field, tokens, isKept }: { field: TokenField; tokens: Tokens; isKept: boolean }) {
  const tell = useTell();
  const id = useId();
  const problem = tokens.problems.value[field.name];
  return (
    <div class="field">
      <label for={id}>{tell(field.name)}</label>
      <input
        id={id}
        class="mono"
        type="password"
        name={field.name}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={500}
        placeholder={isKept ? tell('isKept') : field.prefix === '' ? '' : `${field.prefix}…`}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-where ${id}-problem`}
        value={tokens.values.value[field.name]}
        onInput={(event) => tokens.typed(field.name, event.currentTarget.value)}
      />
      <p id={`${id}-where`} class="hint">
        {tell(field.where)}
      </p>
      <p id={`${id}-problem`} class="field-problem" role="alert">
        {problem}
      </p>
    </div>
  );
}

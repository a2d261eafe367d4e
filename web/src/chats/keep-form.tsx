import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { ChatType } from '../../api.d.ts';
import type { KeptBy } from '../../upkeep.d.ts';
import { useDesk } from '../desk.ts';
import { sayRefusal } from '../state/notices.ts';
import { useKeep, type Keeping, type KeepField } from './use-keep.ts';
import { useLabel, useTell } from './words.ts';

type Props<Name extends string> = {
  type: ChatType;
  path: string;
  /** What is kept already, and by whom. */
  kept: KeptBy | null;
  /** One of the environment’s variables that may say it. */
  variable?: string;
  /** What the button says by which others are typed. */
  change: string;
  fields: KeepField<Name>[];
  onDone: () => void;
};

/** By what we are let in, tried before it is kept. What a file says is changed in the file. */
export function Keep<Name extends string>({ kept, variable, change, onDone, ...form }: Props<Name>) {
  const tell = useTell();
  const isChanged = useSignal(false);
  const done = () => {
    isChanged.value = false;
    onDone();
  };
  if (kept?.from === 'file') return <p>{tell('byFile', kept.place ?? '')}</p>;
  return (
    <>
      {kept?.from === 'environment' && variable !== undefined && <p>{tell('byEnvironment', variable)}</p>}
      {kept === null || isChanged.value ? (
        <KeepForm {...form} isKept={kept?.from === 'console'} onDone={done} />
      ) : (
        <button type="button" class="button" onClick={() => (isChanged.value = true)}>
          {change}
        </button>
      )}
    </>
  );
}

type FormProps<Name extends string> = Pick<Props<Name>, 'type' | 'path' | 'fields' | 'onDone'> & { isKept: boolean };

function KeepForm<Name extends string>({ type, path, fields, isKept, onDone }: FormProps<Name>) {
  const { language } = useDesk();
  const tell = useTell();
  const label = useLabel()(type);
  const keeping = useKeep({ path, fields, isKept, onDone });
  const problem = keeping.problems.value['anyway'];
  const keep = (event: Event) => {
    event.preventDefault();
    void keeping.keep(false);
  };
  return (
    <form class="welcome-form chat-keep" onSubmit={keep} noValidate>
      {fields.map((field) => (
        <KeepInput key={field.name} field={field} keeping={keeping} isKept={isKept} />
      ))}
      <div role="alert">
        {problem && <p class="field-problem">{problem}</p>}
        {keeping.refusal.value && <p class="field-problem">{sayRefusal(language, keeping.refusal.value)}</p>}
      </div>
      <p class="welcome-acts">
        <button type="submit" class="button primary" disabled={keeping.isBusy.value}>
          {keeping.isBusy.value ? tell('asking', label) : tell('tryAndKeep')}
        </button>
        {problem && (
          <button type="button" class="button" disabled={keeping.isBusy.value} onClick={() => void keeping.keep(true)}>
            {tell('keepAnyway')}
          </button>
        )}
      </p>
    </form>
  );
}

type InputProps<Name extends string> = { field: KeepField<Name>; keeping: Keeping<Name>; isKept: boolean };

/** A secret is never shown as it is typed; nothing is ever filled in by the browser. */
function KeepInput<Name extends string>({ field, keeping, isKept }: InputProps<Name>) {
  const tell = useTell();
  const id = useId();
  const problem = keeping.problems.value[field.name];
  const shared = {
    id,
    class: 'mono',
    name: field.name,
    autocomplete: 'off',
    autocapitalize: 'off' as const,
    spellcheck: false,
    maxLength: 500,
    placeholder: isKept && field.open === undefined ? tell('isKept') : (field.placeholder ?? ''),
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${id}-where ${id}-problem`,
    value: keeping.valueOf(field.name),
    onInput: (event: { currentTarget: HTMLInputElement }) => keeping.typed(field.name, event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{field.label}</label>
      {field.open === undefined ? <input {...shared} type="password" /> : <input {...shared} type="text" />}
      <p id={`${id}-where`} class="hint">
        {field.where}
      </p>
      <p id={`${id}-problem`} class="field-problem" role="alert">
        {problem}
      </p>
    </div>
  );
}

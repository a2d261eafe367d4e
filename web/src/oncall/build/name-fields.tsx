import { Field } from './field.tsx';
import { useTell } from './words.ts';

type Names = { displayName: string; name: string };
type Props = Names & {
  hint: string;
  isNew: boolean;
  problem: string | undefined;
  onChange: (next: Names) => void;
};

/** What people read, and the short name, which follows it for as long as nobody has typed another. */
export function NameFields({ displayName, name, hint, isNew, problem, onChange }: Props) {
  const tell = useTell();
  const follow = (next: string) => onChange({ displayName: next, name: isNew && name === slugOf(displayName) ? slugOf(next) : name });
  return (
    <>
      <Field label={tell('displayName')} hint={hint}>
        {(given) => (
          <input {...given} name="displayName" maxLength={100} value={displayName} onInput={(e) => follow(e.currentTarget.value)} />
        )}
      </Field>
      {isNew && (
        <Field label={tell('name')} hint={tell('nameHint')} problem={problem}>
          {(given) => (
            <input
              {...given}
              name="name"
              class="mono"
              autocapitalize="off"
              spellcheck={false}
              maxLength={63}
              value={name}
              onInput={(e) => onChange({ displayName, name: e.currentTarget.value.trim() })}
            />
          )}
        </Field>
      )}
    </>
  );
}

const slugOf = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 60);

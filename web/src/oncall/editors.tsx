import type { ComponentType } from 'preact';
import { CopyButton } from '../parts/copy-button.tsx';
import { Problem } from '../parts/problem.tsx';
import { ScheduleBuilder } from './build/schedule-builder.tsx';
import type { ScheduleSpec } from './build/spec.ts';
import { useKept, useWritten } from './build/use-written.ts';
import type { PolicySpec } from './policy/draft.ts';
import { PolicyBuilder } from './policy/policy-builder.tsx';
import { useTell } from './words.ts';

/** A schedule to change; without a name a new one. */
export const ScheduleEditor = ({ name }: { name: string | null }) => (
  <Editor<ScheduleSpec> kind="schedule" name={name} Builder={ScheduleBuilder} />
);

/** An escalation policy to change; without a name a new one. */
export const PolicyEditor = ({ name }: { name: string | null }) => (
  <Editor<PolicySpec> kind="escalation-policy" name={name} Builder={PolicyBuilder} />
);

type Building<T> = { known: { name: string; spec: T; base: number } | null; taken: readonly string[] };
type Props<T> = { kind: string; name: string | null; Builder: ComponentType<Building<T>> };

/** What a file says is only shown, to be copied. */
function Editor<T>({ kind, name, Builder }: Props<T>) {
  const tell = useTell();
  const kept = useKept<T>(kind);
  const written = useWritten();
  const all = kept.value.value?.resources;
  const texts = written.value.value?.resources;
  if (!all || !texts) return <Problem of={kept.problem.value ? kept : written} />;
  const found = all.find((each) => each.name === name);
  const text = texts.find((each) => each.kind === kind && each.name === name);
  if (name !== null && (!found || !text)) return <p class="hint">{tell('noSuch', name)}</p>;
  if (text?.file) return <InFile place={text.file} yaml={text.yaml} />;
  const known = found && text ? { name: found.name, spec: found.spec, base: text.base } : null;
  return <Builder known={known} taken={all.map((each) => each.name)} />;
}

function InFile({ place, yaml }: { place: string; yaml: string }) {
  const tell = useTell();
  return (
    <div class="in-file">
      <p class="hint">{tell('inFile', place)}</p>
      <CopyButton text={yaml} label={tell('copyYaml')} />
      <pre class="yaml">{yaml}</pre>
    </div>
  );
}

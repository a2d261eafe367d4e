import { CopyButton } from '../parts/copy-button.tsx';
import { Problem } from '../parts/problem.tsx';
import { ScheduleBuilder } from './build/schedule-builder.tsx';
import type { ScheduleSpec } from './build/spec.ts';
import { useKept, useWritten } from './build/use-written.ts';
import { useTell } from './words.ts';

/** A schedule to change, or a new one. What a file says is only shown, to be copied. */
export function ScheduleEditor({ schedule }: { schedule: string | null }) {
  const tell = useTell();
  const kept = useKept<ScheduleSpec>('schedule');
  const written = useWritten();
  const all = kept.value.value?.resources;
  const texts = written.value.value?.resources;
  const problem = kept.problem.value ? kept : written;
  if (!all || !texts) return <Problem of={problem} />;
  const known = all.find(({ name }) => name === schedule);
  const text = texts.find(({ kind, name }) => kind === 'schedule' && name === schedule);
  if (schedule !== null && (!known || !text)) return <p class="hint">{tell('noSuch', schedule)}</p>;
  if (text?.file) return <InFile place={text.file} yaml={text.yaml} />;
  // What others save meanwhile does not change what this began with.
  return (
    <ScheduleBuilder
      key={schedule}
      known={known && text ? { name: known.name, spec: known.spec, base: text.base } : null}
      taken={all.map(({ name }) => name)}
    />
  );
}

export function InFile({ place, yaml }: { place: string; yaml: string }) {
  const tell = useTell();
  return (
    <div class="in-file">
      <p class="hint">{tell('inFile', place)}</p>
      <CopyButton text={yaml} label={tell('copyYaml')} />
      <pre class="yaml">{yaml}</pre>
    </div>
  );
}

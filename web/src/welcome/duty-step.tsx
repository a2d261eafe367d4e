import type { Welcome } from '../../api.d.ts';
import { useLive } from '../use-live.ts';
import { DutyRowFields } from './duty-row-fields.tsx';
import { Refused } from './refused.tsx';
import { Step, type StepFrame } from './step.tsx';
import { useDutyRows } from './use-duty-rows.ts';
import { useTell } from './words.ts';

/** Who is woken, in which order. */
export function DutyStep({ welcome, onDone, ...frame }: { welcome: Welcome; onDone: () => void } & Omit<StepFrame, 'proof'>) {
  const tell = useTell();
  const duty = useLive('oncall', (desk) => desk.api.skill('oncall/who', {}), ['config']).value.value;
  const names = [...new Set(duty?.schedules.flatMap((s) => s.people.map((p) => p.displayName)) ?? [])];
  const proof = names.length > 0 && welcome.done.duty ? tell('dutyDone', names.join('、')) : null;
  return (
    <Step {...frame} proof={proof} name={tell('duty')} why={tell('dutyWhy')}>
      {proof === null && <DutyForm zone={welcome.zone} onDone={onDone} />}
    </Step>
  );
}

function DutyForm({ zone, onDone }: { zone: string; onDone: () => void }) {
  const tell = useTell();
  const duty = useDutyRows(zone, tell('dutySchedule'));
  const rows = duty.rows.value;
  const save = async (event: Event) => {
    event.preventDefault();
    if (await duty.save()) onDone();
  };
  return (
    <form class="welcome-form wide" onSubmit={(event) => void save(event)}>
      {rows.map((row, i) => (
        <DutyRowFields
          key={row.key}
          row={row}
          isFirst={i === 0}
          onChange={(next) => duty.put(row.key, next)}
          onDrop={rows.length > 1 ? () => duty.drop(row.key) : null}
        />
      ))}
      <p class="hint">{tell('thisIsMe')}</p>
      {duty.isMissing.value && (
        <p class="field-problem" role="alert">
          {tell('dutyNobody')}
        </p>
      )}
      <Refused because={duty.refusal.value} />
      <p class="welcome-acts">
        <button type="submit" class="button primary" disabled={duty.isBusy.value}>
          {tell('save')}
        </button>
        <button type="button" class="button" onClick={() => duty.add()}>
          {tell('dutyAdd')}
        </button>
      </p>
    </form>
  );
}

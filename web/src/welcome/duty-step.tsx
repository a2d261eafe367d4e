import { useSignal } from '@preact/signals';
import type { Welcome } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { useLive } from '../use-live.ts';
import { dutyDocuments, namesOf, type DutyRow } from './duty-documents.ts';
import { DutyRowFields } from './duty-row-fields.tsx';
import { Refused } from './refused.tsx';
import { Step, type StepFrame } from './step.tsx';
import { useConfigure } from './use-configure.ts';
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

/** A Monday at nine that is still to come this week is last week's turn; so the day is yesterday's until nine. */
function DutyForm({ zone, onDone }: { zone: string; onDone: () => void }) {
  const { session, clock, live, language } = useDesk();
  const tell = useTell();
  const { keep, isBusy, refusal } = useConfigure();
  const me = session.me.value?.person;
  const locale = language.code.peek() === 'zh' ? 'zh-CN' : 'en';
  const blank = (): DutyRow => ({ key: Math.random(), name: null, displayName: '', email: '', locale });
  const rows = useSignal<DutyRow[]>([me ? { ...blank(), name: me.name, displayName: me.displayName } : blank()]);
  const isMissing = useSignal(false);
  const put = (key: number, next: Partial<DutyRow>) =>
    (rows.value = rows.value.map((row) => (row.key === key ? { ...row, ...next } : row)));
  const save = async (event: Event) => {
    event.preventDefault();
    const named = rows.value.filter((row) => row.displayName.trim() !== '');
    isMissing.value = named.length === 0;
    if (named.length === 0) return;
    const names = namesOf(named, session.me.value?.people.map((p) => p.name) ?? []);
    const today = clock.day(clock.now.value - 9 * 3_600_000);
    if (!(await keep(dutyDocuments(named, names, { zone, today, label: tell('duty') })))) return;
    if (session.me.peek()?.access === 'open' && !me) {
      await session.become(names[0] as string);
      live.restart();
    }
    onDone();
  };
  return (
    <form class="welcome-form wide" onSubmit={(event) => void save(event)}>
      {rows.value.map((row, i) => (
        <DutyRowFields
          key={row.key}
          row={row}
          isFirst={i === 0}
          onChange={(next) => put(row.key, next)}
          onDrop={rows.value.length > 1 ? () => (rows.value = rows.value.filter((each) => each.key !== row.key)) : null}
        />
      ))}
      <p class="hint">{tell('thisIsMe')}</p>
      {isMissing.value && (
        <p class="field-problem" role="alert">
          {tell('dutyNobody')}
        </p>
      )}
      <Refused because={refusal.value} />
      <p class="welcome-acts">
        <button type="submit" class="button primary" disabled={isBusy.value}>
          {tell('save')}
        </button>
        <button type="button" class="button" onClick={() => (rows.value = [...rows.value, blank()])}>
          {tell('dutyAdd')}
        </button>
      </p>
    </form>
  );
}

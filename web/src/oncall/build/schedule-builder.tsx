import { useComputed, useSignal } from '@preact/signals';
import { useDesk } from '../../desk.ts';
import { dayPlus, weekdayOf, zoneTime } from '../zone-time.ts';
import { faultsOf } from './check.ts';
import { draftOf, layerDraft, specOf, type Draft } from './draft.ts';
import { Preview } from './preview.tsx';
import { SaveFoot } from './save-foot.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import type { ScheduleSpec } from './spec.ts';
import { useKeeping } from './use-written.ts';
import '../../style/build.css';

type Props = {
  /** The schedule to change; null for a new one. */
  known: { name: string; spec: ScheduleSpec; base: number } | null;
  /** Names that others have. */
  taken: readonly string[];
};

/** Makes or changes a schedule; beside it, at every key, who would be on call. */
export function ScheduleBuilder({ known, taken }: Props) {
  const { address } = useDesk();
  const { draft, monday } = useDraft(known);
  const isStrict = useSignal(false);
  const faults = useComputed(() => faultsOf(draft.value, known ? null : taken));
  const { answer, isBusy, keep } = useKeeping(known?.base ?? 0);
  const isDrawable = [...faults.value.keys()].every((path) => path === 'name');
  const leave = (name: string | null) => address.go(name === null ? '/oncall' : `/oncall/${name}`);
  const save = async (event: Event) => {
    event.preventDefault();
    isStrict.value = true;
    const { name } = draft.peek();
    if (faults.peek().size === 0 && (await keep({ kind: 'schedule', name, spec: specOf(draft.peek()) }))) leave(name);
  };
  const issues = answer.value?.issues?.map(({ path, message }) => ({ path: path.replace(/^spec\./u, ''), message })) ?? [];
  return (
    <form class="builder" noValidate onSubmit={(event) => void save(event)}>
      <div class="builder-fields">
        <ScheduleForm {...{ draft, issues, monday }} faults={faults.value} isStrict={isStrict.value} isNew={known === null} />
        <SaveFoot
          answer={answer.value}
          isBusy={isBusy.value}
          faults={isStrict.value ? faults.value.size : 0}
          onCancel={() => leave(known?.name ?? null)}
        />
      </div>
      <Preview spec={isDrawable ? specOf(draft.value) : null} zone={draft.value.zone} />
    </form>
  );
}

/** What is typed. A new schedule begins with one weekly layer, which nobody is in yet. */
function useDraft(known: Props['known']) {
  const { clock } = useDesk();
  const zone = known?.spec.zone ?? clock.zone.peek();
  const today = zoneTime(zone).day(clock.now.peek());
  const monday = dayPlus(today, -weekdayOf(today));
  const fresh = (): Draft => ({ ...draftOf('', { layers: [] }, { zone, monday }), layers: [layerDraft({}, monday)] });
  const draft = useSignal<Draft>(known ? draftOf(known.name, known.spec, { zone, monday }) : fresh());
  return { draft, monday };
}

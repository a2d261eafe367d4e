import { useSignal } from '@preact/signals';
import type { Silence } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { Choice } from '../forms/choice.tsx';
import { Empty, Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';
import { SilenceRow } from './silence-row.tsx';
import { useTell } from './words.ts';

type Shown = 'current' | 'expired';

/** What is kept quiet, by whom, why and until when. */
export function SilenceList() {
  const { sheet, session } = useDesk();
  const tell = useTell();
  const shown = useSignal<Shown>('current');
  const input = shown.value === 'expired' ? ({ state: 'expired' } as const) : {};
  const key = shown.value === 'expired' ? 'silences expired' : 'silences';
  const asked = useLive(key, (desk) => desk.api.skill('silence/list', input), ['alerts']);
  const silences: Silence[] | undefined = asked.value.value?.silences;
  const options: [Shown, string][] = [
    ['current', tell('current')],
    ['expired', tell('stateExpired')],
  ];
  return (
    <>
      <div class="silence-head filters">
        <Choice legend={tell('silences')} options={options} value={shown.value} onChange={(next) => (shown.value = next)} />
        {session.mayUse('alert/silence') && (
          <>
            <button type="button" class="button" onClick={() => (sheet.value = { kind: 'silence', offers: [], chosen: [] })}>
              {tell('newSilence')}
            </button>
            <button type="button" class="button" onClick={() => (sheet.value = { kind: 'form', skill: 'alert/maintain', values: {} })}>
              {tell('newWindow')}
            </button>
          </>
        )}
      </div>
      <Problem of={asked} />
      {silences?.length === 0 && <Empty title={tell('noSilences')} />}
      {silences && silences.length > 0 && (
        <ul class="silence-list" data-testid="silence-list">
          {silences.map((each) => (
            <SilenceRow key={each.id} silence={each} />
          ))}
        </ul>
      )}
    </>
  );
}

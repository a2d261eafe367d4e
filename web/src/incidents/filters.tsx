import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useDesk, useSay } from '../desk.ts';
import { Choice } from '../forms/choice.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { csvOf, inputOf, severities, type Filter } from './filter.ts';
import { useTell } from './words.ts';

type FilterProps = { filter: Filter; change: (to: Partial<Filter>) => void };

export function Filters({ filter, change }: FilterProps) {
  const { session } = useDesk();
  const say = useSay();
  const tell = useTell();
  const options: [Filter['progress'], string][] = [
    ['current', say('filterCurrent')],
    ['open', say('progressOpen')],
    ['acknowledged', say('progressAcknowledged')],
    ['mitigated', say('progressMitigated')],
    ['resolved', say('progressResolved')],
    ['closed', say('progressClosed')],
    ['all', tell('all')],
  ];
  return (
    <div class="filters incidents-filters">
      <Choice legend={say('progress')} options={options} value={filter.progress} onChange={(progress) => change({ progress })} />
      <select
        aria-label={say('severity')}
        value={filter.severity ?? ''}
        onChange={({ currentTarget }) => change({ severity: severities.find((each) => each === currentTarget.value) ?? null })}
      >
        <option value="">{tell('anySeverity')}</option>
        {severities.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      {session.me.value?.person && (
        <label class="incidents-mine">
          <input type="checkbox" checked={filter.mine} onChange={(event) => change({ mine: event.currentTarget.checked })} />
          {tell('mine')}
        </label>
      )}
      <Search filter={filter} change={change} />
      <Acts filter={filter} />
    </div>
  );
}

const typingMs = 180;

/** Narrows as one types, a moment after the last key. */
function Search({ filter, change }: FilterProps) {
  const tell = useTell();
  const text = useSignal(filter.text);
  const typed = text.value;
  useEffect(() => {
    if (text.peek().trim() !== filter.text) text.value = filter.text;
  }, [filter.text]);
  useEffect(() => {
    if (typed.trim() === filter.text) return;
    const timer = setTimeout(() => change({ text: typed.trim() }), typingMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return <SearchField text={text} placeholder={tell('narrow')} />;
}

function Acts({ filter }: { filter: Filter }) {
  const { session, sheet } = useDesk();
  const tell = useTell();
  const input = inputOf(filter);
  return (
    <>
      {Object.keys(input).length > 0 && session.mayUse('view/save') && (
        <button type="button" class="link-button" onClick={() => (sheet.value = { kind: 'view', page: 'incidents', filter: input })}>
          {tell('saveView')}
        </button>
      )}
      <a class="incidents-csv" href={csvOf(filter)} download>
        {tell('csv')}
      </a>
    </>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { AlertList } from '../alerts/alert-list.tsx';
import { FacetPanel } from '../alerts/facet-panel.tsx';
import { groupInputOf, inputOf, useFilter, type Filter } from '../alerts/filter.ts';
import { FilterChips } from '../alerts/filter-chips.tsx';
import { GroupList } from '../alerts/group-list.tsx';
import { PageTabs } from '../alerts/page-tabs.tsx';
import { SilenceList } from '../alerts/silence-list.tsx';
import { useCount } from '../alerts/use-count.ts';
import { useTell } from '../alerts/words.ts';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { SearchField } from '../parts/search-field.tsx';
import { useLive } from '../use-live.ts';
import '../style/alerts.css';

const fingerprint = /^[0-9a-f]{16}$/u;

/** What is burning, what is quiet and why. The address holds the whole filter. */
export function AlertsPage() {
  const { address } = useDesk();
  const say = useSay();
  const { filter, change } = useFilter();
  usePageTitle(say('alerts'));
  const pointed = fingerprint.test(address.hash.value) ? address.hash.value : null;
  return (
    <div class="page-frame alerts-page">
      <header class="page-head">
        <h1>{say('alerts')}</h1>
        {filter.tab !== 'silences' && <Standing filter={filter} />}
        {filter.tab !== 'silences' && <Search filter={filter} change={change} />}
      </header>
      <PageTabs filter={filter} />
      {filter.tab === 'silences' ? (
        <SilenceList />
      ) : (
        <div class="alerts-frame">
          <Facets filter={filter} change={change} />
          <div class="alerts-main">
            <FilterChips filter={filter} change={change} />
            {filter.tab === 'groups' ? <GroupList filter={filter} /> : <AlertList filter={filter} pointed={pointed} />}
          </div>
        </div>
      )}
    </div>
  );
}

type FilterProps = { filter: Filter; change: (to: Partial<Filter>) => void };

/** Asked once, for the counts above the list and those beside it. */
function useFacets(filter: Filter) {
  const input = filter.tab === 'groups' ? groupInputOf(filter) : inputOf(filter);
  return useLive(`facets ${JSON.stringify(input)}`, (desk) => desk.api.skill('alert/facets', input), ['alerts']);
}

function Standing({ filter }: { filter: Filter }) {
  const tell = useTell();
  const count = useCount();
  const found = useFacets(filter).value.value;
  if (!found) return <p class="hint standing-line">…</p>;
  const states = new Map(found.facets.find(({ by }) => by === 'state')?.values.map(({ value, count: n }) => [value, n]));
  const quiet = states.get('suppressed') ?? 0;
  return (
    <p class="standing-line" data-testid="alert-total">
      {filter.state === null ? tell('firing', count(states.get('firing') ?? 0)) : tell('total', count(found.total))}
      {filter.state === null && quiet > 0 && <span class="row-sub">{tell('quietToo', count(quiet))}</span>}
    </p>
  );
}

const typingMs = 180;

/** Narrows as one types, a moment after the last key. */
function Search({ filter, change }: FilterProps) {
  const tell = useTell();
  const text = useSignal(filter.text);
  useEffect(() => {
    if (text.peek().trim() !== filter.text) text.value = filter.text;
  }, [filter.text]);
  const typed = text.value;
  useEffect(() => {
    if (typed.trim() === filter.text) return;
    const timer = setTimeout(() => change({ text: typed.trim() }), typingMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return <SearchField text={text} placeholder={tell('searchAlerts')} />;
}

/** Beside the list on a desk; on a phone behind one button above it. */
function Facets({ filter, change }: FilterProps) {
  const tell = useTell();
  const isOpen = useSignal(false);
  const found = useFacets(filter).value.value;
  return (
    <aside class={isOpen.value ? 'facet-side open' : 'facet-side'} aria-label={tell('narrow')}>
      <button type="button" class="button facet-turn" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
        {tell('narrow')}
      </button>
      {found && <FacetPanel facets={found.facets} isSample={found.sample} filter={filter} change={change} />}
    </aside>
  );
}

import { useDesk, useSay } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { inputOf, isNarrowed, type Filter } from './filter.ts';
import { useTell } from './words.ts';

type Chip = { key: string; word: string; without: Partial<Filter> };

/** What the list is narrowed to, each part with a way out. */
export function FilterChips({ filter, change }: { filter: Filter; change: (to: Partial<Filter>) => void }) {
  const { sheet, session } = useDesk();
  const say = useSay();
  const tell = useTell();
  if (!isNarrowed(filter)) return null;
  const stateWords = { firing: say('signalFiring'), suppressed: say('signalSuppressed'), resolved: say('signalResolved') };
  const chips: Chip[] = filter.match.map((each) => ({
    key: each,
    word: each,
    without: { match: filter.match.filter((other) => other !== each) },
  }));
  if (filter.state !== null) chips.unshift({ key: 'state', word: stateWords[filter.state], without: { state: null } });
  if (filter.source !== null) chips.push({ key: 'source', word: `${tell('facetSource')} ${filter.source}`, without: { source: null } });
  if (filter.group !== null) chips.push({ key: 'group', word: `${say('group')} ${filter.group}`, without: { group: null } });
  if (filter.text !== '') chips.push({ key: 'text', word: `“${filter.text}”`, without: { text: '' } });
  return (
    <div class="filter-chips" role="group" aria-label={tell('shown')}>
      {chips.map(({ key, word, without }) => (
        <button key={key} type="button" class="filter-chip" aria-label={tell('drop', word)} onClick={() => change(without)}>
          <span>{word}</span>
          <Icon name="close" />
        </button>
      ))}
      <button type="button" class="link-button" onClick={() => change({ state: null, match: [], text: '', source: null, group: null })}>
        {tell('clear')}
      </button>
      {session.mayUse('view/save') && (
        <button
          type="button"
          class="link-button"
          onClick={() => (sheet.value = { kind: 'view', filter: { ...inputOf(filter), tab: filter.tab } })}
        >
          {tell('saveView')}
        </button>
      )}
    </div>
  );
}

import { useSignal } from '@preact/signals';
import type { Facet, Severity, SignalState } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import type { WordKey } from '../state/language.ts';
import { matcherOf, withLabel, type Filter } from './filter.ts';
import { useCount } from './use-count.ts';
import { useTell, type AlertWord } from './words.ts';

type FacetProps = { filter: Filter; change: (to: Partial<Filter>) => void };

/** What the alerts can be narrowed by, with how many would be left. */
export function FacetPanel({ facets, isSample, filter, change }: FacetProps & { facets: Facet[]; isSample: boolean }) {
  const tell = useTell();
  return (
    <div class="facets">
      {isSample && <p class="hint">{tell('sample')}</p>}
      {facets
        .filter((facet) => (facet.by === 'state' ? filter.tab === 'all' : facet.values.length > 1 || isChosen(facet, filter)))
        .map((facet) => (
          <FacetList key={`${facet.by} ${facet.name}`} facet={facet} filter={filter} change={change} />
        ))}
    </div>
  );
}

function isChosen({ by, name, values }: Facet, filter: Filter): boolean {
  if (by === 'source') return filter.source !== null;
  return values.some(({ value }) => filter.match.includes(matcherOf(name, value)));
}

const names: Record<string, AlertWord> = {
  state: 'facetState',
  severity: 'facetSeverity',
  source: 'facetSource',
  system: 'facetSystem',
  service: 'facetService',
  team: 'facetTeam',
  alertname: 'facetAlertname',
};
const atFirst = 6;

function FacetList({ facet, filter, change }: FacetProps & { facet: Facet }) {
  const tell = useTell();
  const isWhole = useSignal(false);
  const word = names[facet.by === 'source' ? 'source' : facet.name];
  const values = facet.by === 'state' ? everyState(facet) : isWhole.value ? facet.values : facet.values.slice(0, atFirst);
  const hidden = facet.values.length - values.length + (isWhole.value ? 0 : facet.more);
  return (
    <section class="facet" data-facet={facet.name}>
      <h2>{word ? tell(word) : facet.name}</h2>
      <ul>
        {values.map((each) => (
          <FacetValue key={each.value} facet={facet} {...each} filter={filter} change={change} />
        ))}
      </ul>
      {facet.values.length > atFirst && (
        <button type="button" class="link-button" onClick={() => (isWhole.value = !isWhole.value)}>
          {isWhole.value ? tell('less') : tell('more', hidden)}
        </button>
      )}
    </section>
  );
}

const stateWords: Record<SignalState, WordKey> = { firing: 'signalFiring', suppressed: 'signalSuppressed', resolved: 'signalResolved' };
const severities: Record<string, Lowercase<Severity>> = { critical: 'sev1', page: 'sev1', error: 'sev2', high: 'sev2' };

/** What is over is not counted while one looks at what fires, and the other way round; it can be chosen all the same. */
function everyState({ values }: Facet): { value: string; count: number | null }[] {
  return Object.keys(stateWords).map((value) => values.find((each) => each.value === value) ?? { value, count: null });
}

type FacetValueProps = FacetProps & { facet: Facet; value: string; count: number | null };

function FacetValue({ facet, value, count: n, filter, change }: FacetValueProps) {
  const say = useSay();
  const tell = useTell();
  const count = useCount();
  const { isOn, turned } = choiceOf(facet, value, filter);
  const word = facet.by === 'state' ? say(stateWords[value as SignalState]) : value === '' ? tell('without') : value;
  const tint = facet.name === 'severity' ? (severities[value] ?? '') : '';
  return (
    <li>
      <button type="button" class="facet-value" aria-pressed={isOn} onClick={() => change(turned)}>
        <span class={`facet-word ${tint}`}>{word}</span>
        {n !== null && <span class="facet-count">{count(n)}</span>}
      </button>
    </li>
  );
}

function choiceOf({ by, name }: Facet, value: string, filter: Filter): { isOn: boolean; turned: Partial<Filter> } {
  if (by === 'state') {
    const isOn = filter.state === value;
    return { isOn, turned: { state: isOn ? null : (value as SignalState) } };
  }
  if (by === 'source') {
    const isOn = filter.source === value;
    return { isOn, turned: { source: isOn ? null : value } };
  }
  return { isOn: filter.match.includes(matcherOf(name, value)), turned: { match: withLabel(filter.match, name, value) } };
}

import type { SavedView, SignalState } from '../../api.d.ts';
import { useDesk } from '../desk.ts';

export type Tab = 'groups' | 'all' | 'silences';
/** What the page is narrowed to; all of it stands in the address, so that it can be sent to somebody. */
export type Filter = {
  tab: Tab;
  state: SignalState | null;
  match: string[];
  text: string;
  source: string | null;
  group: string | null;
};

const states: SignalState[] = ['firing', 'suppressed', 'resolved'];
const tabs: Tab[] = ['groups', 'all', 'silences'];

export function filterIn(search: string, hash: string): Filter {
  const asked = new URLSearchParams(search);
  const one = <V extends string>(name: string, known: V[]) => known.find((each) => each === asked.get(name)) ?? null;
  // `#suppressed` and `#<fingerprint>` are addresses from before.
  const old = states.find((each) => each === hash) ?? null;
  const state = one('state', states) ?? old;
  const group = asked.get('group');
  const fallback = state !== null || group !== null || hash !== '' ? 'all' : 'groups';
  return {
    tab: one('tab', tabs) ?? fallback,
    state,
    match: asked.getAll('match'),
    text: asked.get('q') ?? '',
    source: asked.get('source'),
    group,
  };
}

export function searchOf(filter: Filter): string {
  const said = new URLSearchParams();
  if (filter.tab !== 'groups') said.set('tab', filter.tab);
  if (filter.state !== null) said.set('state', filter.state);
  for (const each of filter.match) said.append('match', each);
  if (filter.text !== '') said.set('q', filter.text);
  if (filter.source !== null) said.set('source', filter.source);
  if (filter.group !== null) said.set('group', filter.group);
  return said.toString();
}

/** The part of a skill's input that narrows; what is not asked is left out. */
export function inputOf({ state, match, text, source, group }: Filter) {
  return {
    ...(state === null ? {} : { state }),
    ...(match.length === 0 ? {} : { match }),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(source === null ? {} : { source }),
    ...(group === null ? {} : { group }),
  };
}

/** Groups are of what fires, quiet or not. */
export function groupInputOf(filter: Filter) {
  return inputOf({ ...filter, state: null });
}

export const isNarrowed = (filter: Filter) => Object.keys(inputOf(filter)).length > 0;

export function filterOfView({ filter }: Pick<SavedView, 'filter'>): Filter {
  const { tab, state, match, text, source, group } = filter;
  return { tab: tab ?? 'all', state: state ?? null, match: match ?? [], text: text ?? '', source: source ?? null, group: group ?? null };
}

export function useFilter(): { filter: Filter; change: (to: Partial<Filter>) => void } {
  const { address } = useDesk();
  const filter = filterIn(address.search.value, address.hash.value);
  return { filter, change: (to) => address.narrow(searchOf({ ...filter, ...to })) };
}

const plainName = /^[\p{L}_:][\p{L}\p{N}_:.-]*$/u;

export function matcherOf(name: string, value: string, op: '=' | '=~' = '='): string {
  const quoted = (text: string) => `"${text.replace(/[\\"]/gu, '\\$&').replaceAll('\n', '\\n')}"`;
  return `${plainName.test(name) ? name : quoted(name)}${op}${quoted(value)}`;
}

/** The same filter with this label's value chosen, in place of another that was; chosen again it is dropped. */
export function withLabel(match: string[], name: string, value: string): string[] {
  const wanted = matcherOf(name, value);
  if (match.includes(wanted)) return match.filter((each) => each !== wanted);
  const before = matcherOf(name, '').slice(0, -1);
  return [...match.filter((each) => !each.startsWith(before)), wanted];
}

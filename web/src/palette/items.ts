import type { IncidentSummary, Said } from '../../api.d.ts';
import type { Desk } from '../desk.ts';
import { recall, remember } from '../state/remembered.ts';
import { words } from '../words.ts';
import { fit } from './fuzzy.ts';

export type Kind = 'page' | 'incident' | 'person' | 'command';
export type Item = {
  id: string;
  kind: Kind;
  label: string;
  detail: string;
  /** What it may be found by, in both languages. */
  text: string;
  run: (desk: Desk) => void;
};

const pages: [string, Said][] = [
  ['/', words.today],
  ['/incidents', words.incidents],
  ['/alerts', words.alerts],
  ['/oncall', words.onCall],
  ['/chat', words.chat],
  ['/admin', words.admin],
  ['/me', { en: 'Me', zh: '我' }],
  ['/wall', { en: 'The wall', zh: '大屏' }],
];

/** Everything that can be reached from here, incidents first. `incident` is the one that commands are about, if any. */
export function itemsOf(desk: Desk, open: IncidentSummary[], incident: string | null): Item[] {
  const { session, language } = desk;
  const here = incident === null ? {} : { incident };
  const incidents = open.map(({ number, severity, title, system }): Item => ({
    id: `incident ${number}`,
    kind: 'incident',
    label: `${severity} ${title}`,
    detail: number,
    text: `${number} ${title} ${severity} ${system ?? ''}`,
    run: ({ address }) => address.go(`/i/${number}`),
  }));
  const commands = (session.skills.value ?? [])
    .filter(({ kind }) => kind !== 'read')
    .map(({ name, summary, command, input }): Item => ({
      id: `command ${name}`,
      kind: 'command',
      label: language.pick(summary),
      detail: input.properties?.['incident'] && incident !== null ? `${command} · ${incident}` : command,
      text: `${language.pick(summary)} ${summary.en} ${summary.zh} ${name.replace('/', ' ')}`,
      run: formOf(name, input.properties?.['incident'] ? here : {}),
    }));
  return [...incidents, ...placesOf(desk), ...commands, ...peopleOf(desk, here)];
}

function placesOf({ language }: Desk): Item[] {
  return pages.map(([href, said]) => ({
    id: `page ${href}`,
    kind: 'page',
    label: language.pick(said),
    detail: href,
    text: `${language.pick(said)} ${said.en} ${said.zh} ${href}`,
    run: ({ address }) => address.go(href),
  }));
}

/** A person chosen is a person wanted: the form that calls them in. */
function peopleOf({ session }: Desk, here: object): Item[] {
  if (!session.mayUse('incident/muster')) return [];
  return (session.me.value?.people ?? []).map(({ name, displayName }) => ({
    id: `person ${name}`,
    kind: 'person',
    label: displayName,
    detail: name,
    text: `${displayName} ${name}`,
    run: formOf('incident/muster', { ...here, people: [name] }),
  }));
}

const formOf =
  (skill: string, values: Record<string, unknown>) =>
  ({ sheet }: Desk): void => {
    sheet.value = { kind: 'form', skill, values };
  };

const mostShown = 40;

/** The best answers first; with nothing asked, what was chosen last, then the rest in its own order. */
export function findIn(items: Item[], search: string): Item[] {
  const recent = recentIds();
  const rank = (id: string) => (recent.includes(id) ? recent.length - recent.indexOf(id) : 0);
  const found = items.flatMap((item) => {
    const score = search.trim() === '' ? 0 : fit(item.text, search);
    return score === null ? [] : [{ item, score: score + rank(item.id) }];
  });
  return found
    .toSorted((a, b) => b.score - a.score)
    .slice(0, mostShown)
    .map(({ item }) => item);
}

const recentKey = 'palette recent';
const mostRecent = 6;

export function recentIds(): string[] {
  return (recall(recentKey) ?? '').split('\n').filter(Boolean);
}

export function noteChosen(id: string): void {
  remember(recentKey, [id, ...recentIds().filter((each) => each !== id)].slice(0, mostRecent).join('\n'));
}

import { foldChanges } from '../domain/alert/group.ts';
import { partsOf, type Event, type Key, type Kind } from '../domain/event/event.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Page } from '../domain/page/page.ts';
import { ringData } from '../domain/page/ring.ts';
import type { Means } from '../domain/people/person.ts';
import type { EventType, EventTypes } from '../domain/states.ts';
import type { Bot } from '../ports/bot.ts';
import type { LiveNote } from '../ports/bus.ts';
import type { Nouns } from './road/turn.ts';
import type { Rank } from './road/turnstile.ts';

type Note = Omit<LiveNote, 'seq'>;

const note = (type: Note['type'], data: unknown, to: Partial<Note> = {}): Note => ({
  type,
  incident: null,
  person: null,
  room: null,
  data,
  ...to,
});

/** What the road is told of the nouns, since it names none itself. */
export function nounsOf(bots: readonly Bot[], chats: Pick<Nouns, 'adapters' | 'roomWays'>): Nouns {
  const byType = Map.groupBy(
    bots.flatMap((bot) => bot.hears.map((type) => ({ type: type as string, bot }))),
    (x) => x.type,
  );
  return {
    ...chats,
    fold,
    listeners: (type) => (byType.get(type) ?? []).map((x) => x.bot),
    storyOf,
    notesOf,
    rankOf,
  };
}

/** Whoever is to be called comes before what came of calling others, that before what is to be known, and what is to be known before what changed; one team's groups stand in one line. */
function rankOf(key: Key, events: readonly Pick<Event, 'type'>[]): Rank {
  const { kind, id } = partsOf(key);
  if (kind !== 'group') return { urgency: events.every(({ type }) => type === 'page.answered') ? 1 : (ranks[kind] ?? 2), share: key };
  return { urgency: 3, share: id.slice(0, id.lastIndexOf('~')) };
}

const ranks: Readonly<Partial<Record<Kind, number>>> = { page: 0, escalation: 0, line: 0, draw: 0, storm: 0 };

/** Events of which one decision serves many: a group that turned many times while it waited is looked at once, a storm is weighed as one. */
const folds: { readonly [K in EventType]?: (before: EventTypes[K], next: EventTypes[K]) => EventTypes[K] | null } = {
  'signals.changed': foldChanges,
  'storm.asked': (a, b) => ({ offers: [...a.offers, ...b.offers] }),
  'group.turned': (a, b) => ({ groups: { ...a.groups, ...b.groups } }),
  'storm.joined': (a, b) => (a.tie === b.tie ? { tie: a.tie, groups: { ...a.groups, ...b.groups } } : null),
  'inhibition.turned': (a) => a,
  'duty.look': (a) => a,
  'line.wanted': (a, b) => (a.by === b.by ? { by: a.by, items: [...a.items, ...b.items] } : null),
};

function fold(before: Event, next: Event): Event | null {
  if (before.type !== next.type) return null;
  const both = folds[before.type as EventType] as ((a: unknown, b: unknown) => unknown) | undefined;
  const data = both?.(before.data, next.data) ?? null;
  return data === null ? null : { ...before, data };
}

/** A page belongs to the story of the incident it is about. */
function storyOf(kind: string, state: unknown): string | null {
  if (kind === 'incident') return (state as Incident).number;
  return kind === 'page' ? (state as Page).about.incident : null;
}

function notesOf(fact: Event, state: unknown, story: string | null): Note[] {
  const notes: Note[] = story === null ? [] : [note('incident', { number: story }, { incident: story })];
  if (fact.key.startsWith('group:') || fact.key.startsWith('silence:')) notes.push(note('alerts', {}));
  if (fact.key.startsWith('rota:')) notes.push(note('oncall', { schedule: partsOf(fact.key).id }));
  if (fact.key.startsWith('page:') && story === null) {
    const page = state as Page;
    notes.push(note('page', { page: page.id }, { person: page.person }));
  }
  // It rings in every console the person has open, and in those they open later as long as the page lives.
  if (fact.type === 'page.tried' && (fact.data as { by: Means }).by === 'ring')
    notes.push(note('ring', ringData(state as Page), { person: (state as Page).person }));
  if (fact.type === 'page.acked' || fact.type === 'page.stopped') {
    const page = state as Page;
    const because = fact.type === 'page.acked' ? 'acked' : (fact.data as { because: string }).because;
    const person = fact.type === 'page.acked' ? page.person : (fact.data as { person: string | null }).person;
    notes.push(note('ring.stopped', { page: page.id, because, person }, { person: page.person }));
  }
  return notes;
}

import type { Schedule } from '../schedule.ts';
import { Name } from '../../resource/name.ts';
import type { CalendarEvent } from './calendar.ts';

/** What a calendar calls people (an e-mail address, a name) → what they are called here. */
type Who = Readonly<Record<string, string>>;

const plain = (text: string): string => text.trim().toLowerCase();

/** Who an event puts on call: those who attend, where any of them is known; else whom its summary names: alone (`Ana`), after a colon
 *  (`On call: Ana`), with others (`Ana, Bo`), behind a mark such as `[L1]`. Without `who` every name that one could have here is known.
 *  [] when nobody is. */
export function calledBy({ attendees, summary }: Pick<CalendarEvent, 'attendees' | 'summary'>, who: Who | undefined): string[] {
  const known = new Map(Object.entries(who ?? {}).map(([text, name]) => [plain(text), name]));
  const one = (text: string): string | undefined => (who ? known.get(plain(text)) : Name.safeParse(plain(text)).data);
  const attending = attendees.flatMap(({ email, name }) => one(email) ?? one(name) ?? []);
  if (attending.length > 0) return [...new Set(attending)];
  const bare = summary.replace(/^\s*\[[^\]]*\]\s*/u, '');
  for (const text of [summary, bare, bare.split(/[:：]/u).slice(1).join(':')]) {
    const names = (one(text) === undefined ? text.split(/[,，、;；/&+]/u) : [text]).map(one);
    if (names.every((name) => name !== undefined)) return [...new Set(names)];
  }
  return [];
}

export interface SomePerson {
  readonly name: string;
  readonly spec: { readonly displayName?: string | undefined; readonly email?: string | undefined };
}

/** The schedule, with the people of the firm, and nobody else, known to its calendars: by name, e-mail address and display name. */
export function withCallers(schedule: Schedule, people: readonly SomePerson[]): Schedule {
  if (!schedule.layers.some((l) => l.ics !== undefined && l.people === undefined)) return schedule;
  const all = people.flatMap(({ name, spec }) => [spec.displayName, spec.email, name].flatMap((text) => (text ? [[text, name]] : [])));
  const known = Object.fromEntries(all) as Who;
  return { ...schedule, layers: schedule.layers.map((l) => (l.ics === undefined ? l : { ...l, who: { ...known, ...l.who } })) };
}

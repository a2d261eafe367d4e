import type { Schedule } from '../schedule.ts';
import type { Span } from '../span.ts';
import { readCalendar } from './calendar.ts';
import { calledBy, withCallers, type SomePerson } from './callers.ts';
import { occurrencesOf } from './lanes.ts';

/** An event in a calendar of a schedule that calls nobody who is known. */
export interface Stranger {
  /** Its summary, or who attends. */
  readonly said: string;
  /** In the text of the calendar, from 1. */
  readonly line: number;
}

/** The events of a schedule's calendars in a span that put nobody on call, since none of the people is called so. Each once. */
export function strangersIn(schedule: Schedule, people: readonly SomePerson[], span: Span): Stranger[] {
  const layers = withCallers(schedule, people).layers.filter((l) => l.ics !== undefined && l.people === undefined);
  return layers.flatMap((layer) => {
    const { events } = readCalendar(layer.ics ?? '', schedule.zone ?? 'UTC');
    const unknown = events.filter((event) => calledBy(event, layer.who).length === 0);
    return unknown
      .filter((event) => occurrencesOf([event], events).some((o) => (o.lastBy(span.end - 1)?.end ?? span.start) > span.start))
      .map(({ summary, attendees, line }) => ({ said: summary || (attendees[0]?.email ?? ''), line }));
  });
}

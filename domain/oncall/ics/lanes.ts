import { always, type Span } from '../span.ts';
import type { TurnAt } from '../rotation.ts';
import type { Layer } from '../schedule.ts';
import { readCalendar, type CalendarEvent } from './calendar.ts';
import { calledBy } from './callers.ts';
import { counted, listed, repeating, type Occurrences, type Repeating } from './occurrences.ts';
import { instantOf, type IcsTime } from './times.ts';

/** The turns of a layer whose people stand in a calendar: one source for all who are called together. Times without a zone are read in
 *  `zone`. What is faulty in it is left out; `layerFaults` refuses it before it comes so far. */
export function calendarTurns(layer: Pick<Layer, 'ics' | 'people' | 'who'>, zone: string): TurnAt[] {
  const { events } = readCalendar(layer.ics ?? '', zone);
  const byCalled = Map.groupBy(events, (event) => JSON.stringify(layer.people ?? calledBy(event, layer.who)));
  return [...byCalled].flatMap(([called, theirs]) => {
    const people = JSON.parse(called) as string[];
    return people.length === 0 ? [] : [turnsOf(people, occurrencesOf(theirs, events))];
  });
}

/** When these events are; `all` of their calendar say what takes the place of what. */
export function occurrencesOf(events: readonly CalendarEvent[], all: readonly CalendarEvent[]): Occurrences[] {
  const replaced = Map.groupBy(
    all.filter((e) => e.replaces !== null),
    (e) => e.uid,
  );
  const spans: Span[] = [];
  const endless: Occurrences[] = [];
  for (const event of events.filter((e) => !e.isCancelled)) {
    const told = event.replaces === null ? (replaced.get(event.uid) ?? []).flatMap((e) => e.replaces ?? []) : [];
    const series = seriesOf(event, [...event.except, ...told]);
    if (series === null) spans.push(...singles(event, [event.start], [...event.except, ...told]));
    else if (series.rule.count === null) endless.push(repeating(series));
    else spans.push(...counted(series));
    spans.push(...singles(event, event.more, [...event.except, ...told]));
  }
  return [listed(spans), ...endless];
}

const seriesOf = ({ rule, start, endOf }: CalendarEvent, out: readonly IcsTime[]): Repeating | null =>
  rule && { rule, start: start.wall, clock: start.clock, endOf, isOut: isOneOf(out) };

function singles({ start: { clock }, endOf }: CalendarEvent, times: readonly IcsTime[], out: readonly IcsTime[]): Span[] {
  const isOut = isOneOf(out);
  return times.flatMap((time) => {
    const start = instantOf(time);
    // Its length is counted on the clock of the event.
    const wall = clock.wallAt(start);
    return isOut(wall, start) ? [] : [{ start, end: endOf(wall) }];
  });
}

/** A date takes out whatever begins on it. */
function isOneOf(times: readonly IcsTime[]): (wall: number, instant: number) => boolean {
  const instants = new Set(times.filter((t) => !t.isDate).map(instantOf));
  const dates = new Set(times.filter((t) => t.isDate).map((t) => t.wall));
  return (wall, instant) => instants.has(instant) || dates.has(wall - (((wall % 86_400_000) + 86_400_000) % 86_400_000));
}

/** Nobody between the occurrences. Of several that hold an instant the one that began last; what joins turns finds the others. */
function turnsOf(people: readonly string[], all: readonly Occurrences[]): TurnAt {
  const piece = (span: Span, who: readonly string[]) => ({ ...span, people: who, isOpening: false, isClosing: false });
  return (at) => {
    const before = all.flatMap((o) => o.lastBy(at) ?? []);
    const here = before.filter((span) => span.end > at).toSorted((a, b) => b.start - a.start)[0];
    if (here) return piece(here, people);
    const start = Math.max(always.start, ...before.map((span) => span.end));
    const end = Math.min(always.end, ...all.flatMap((o) => o.firstAfter(at)?.start ?? []));
    return piece({ start, end }, []);
  };
}

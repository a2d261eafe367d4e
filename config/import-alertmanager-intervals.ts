import { TimeInterval } from '../domain/alert/interval.ts';
import { isZone } from '../domain/time/zone.ts';
import type { AmInterval, AmSpan } from './import-alertmanager-schema.ts';
import { namesFor, reportUnknown, type Report } from './import-alertmanager-report.ts';
import type { Path } from './config-error.ts';

export interface IntervalDocument {
  readonly kind: 'time-interval';
  readonly name: string;
  readonly spec: object;
}

interface Placed {
  readonly interval: AmInterval;
  readonly path: Path;
}

/** Documents of the intervals, and for each of Alertmanager's names those that stand for it. */
export function importIntervals(
  all: readonly Placed[],
  { report, refuse }: { report: Report; refuse: Report },
): { documents: IntervalDocument[]; named: Map<string, string[]> } {
  const names = namesFor(all.flatMap(({ interval }) => placesOf(interval).map((place) => keyOf(interval, place))));
  const documents: IntervalDocument[] = [];
  const named = new Map<string, string[]>();
  for (const { interval, path } of all) {
    const places = placesOf(interval);
    for (const place of places)
      if (place !== 'Local' && !isZone(place))
        refuse(path, `counts in "${place}", which is not a time zone`, 'write one such as Asia/Shanghai');
    if (places.length > 1)
      report(
        path,
        `has spans in ${places.length} zones, so it became that many intervals`,
        'there is nothing to do; routes name all of them',
      );
    const own = places.map((place) => {
      const name = names.get(keyOf(interval, place)) ?? interval.name;
      documents.push({ kind: 'time-interval', name, spec: specOf(interval, place, { path, report }) });
      return name;
    });
    named.set(interval.name, own);
  }
  return { documents, named };
}

/** The first zone of an interval keeps its name. */
const keyOf = (interval: AmInterval, place: string): string =>
  placesOf(interval)[0] === place ? interval.name : `${interval.name} ${place}`;
const zoneOf = (span: AmSpan): string => span.location ?? 'UTC';
const placesOf = ({ time_intervals }: AmInterval): string[] => [
  ...new Set((time_intervals ?? []).map(zoneOf)),
  ...(time_intervals?.length ? [] : ['UTC']),
];

const known = new Set(['times', 'weekdays', 'days_of_month', 'months', 'years', 'location']);

function specOf(interval: AmInterval, place: string, { path, report }: { path: Path; report: Report }): object {
  const all = interval.time_intervals ?? [];
  const zone = place === 'Local' ? {} : { zone: place };
  if (place === 'Local')
    report(path, 'counted in the zone of the machine, and now counts in that of the firm', 'write its zone into the interval');
  if (all.length === 0)
    report(path, 'has no times and so never holds; it became an interval in the past', 'remove it where routes name it');
  const spans = all.flatMap((span, i) => {
    if (zoneOf(span) !== place) return [];
    const at = [...path, 'time_intervals', i];
    reportUnknown(span, known, at, report);
    return spanOf(span, at, report);
  });
  return { displayName: interval.name.slice(0, 100), ...zone, spans: spans.length > 0 ? spans : [{ years: ['1970'] }] };
}

/** One span, or none where it cannot be said; then it holds less often than it did. */
function spanOf(span: AmSpan, path: Path, report: Report): object[] {
  const mapped = {
    ...(span.times ? { times: span.times.map((t) => ({ start: t.start_time, end: t.end_time })) } : {}),
    ...(span.weekdays ? { days: span.weekdays.map(inParts((day) => day.slice(0, 2).toUpperCase())) } : {}),
    ...(span.days_of_month ? { daysOfMonth: span.days_of_month.map(inParts((day) => day)) } : {}),
    ...(span.months ? { months: span.months.map(inParts((month) => (/^\d/u.test(month) ? month : month.slice(0, 3).toLowerCase()))) } : {}),
    ...(span.years ? { years: span.years.map(inParts((year) => year)) } : {}),
  };
  const read = TimeInterval.safeParse({ spans: [mapped] });
  if (read.success) return [mapped];
  const [issue] = read.error.issues;
  report(path, `was left out: ${issue?.path.slice(2).join('.')} ${issue?.message}`, 'write this span by hand');
  return [];
}

/** `monday:friday` is `MO-FR`. */
const inParts =
  (part: (text: string) => string) =>
  (text: string): string =>
    text
      .split(':')
      .map((each) => part(each.trim()))
      .join('-');

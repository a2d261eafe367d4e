import { z } from 'zod';
import { instantOf } from '../time/rfc3339.ts';
import { fingerprint, type Labels } from './fingerprint.ts';

/** One alert as Tocsin keeps it. All times are UTC milliseconds. */
export interface Signal {
  readonly fingerprint: string;
  readonly source: string;
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: number;
  /** When it ends or ended: given by the source, or made by the resolve timeout. */
  readonly endsAt: number;
  /** True while `endsAt` is only the resolve timeout's guess. */
  readonly byTimeout: boolean;
  readonly generatorURL: string;
  readonly updatedAt: number;
  /** Its source names it by a key of its own, so its labels may change while it fires, and be lacking when it resolves. Not stored. */
  readonly isKeyed?: true;
  /** Of an alert that does not fire nothing is made. Not stored. */
  readonly onlyKnown?: true;
}

/** A signal in the store: with its group, and when it last turned firing or resolved by our clock. */
export interface StoredSignal extends Signal {
  readonly state: 'firing' | 'resolved';
  readonly turnedAt: number;
  readonly group: string;
  /** Further groups, where routes continue. */
  readonly also: readonly string[];
}

/** Without an end from its source an alert is over five minutes after it was last heard. */
export const resolveTimeoutMs = 5 * 60_000;

/** One alert is at most this many characters of labels, annotations and address. */
const longestAlert = 64 * 1024;

/** Go's zero time, with or without fractions: what amtool sends for a time that is not given. */
const notGiven = /^0001-01-01T00:00:00(\.0+)?Z$/u;
const noTime = 'is not a time. Write it as 2026-11-23T09:31:00Z.';
const Instant = z.string().refine((s) => s === '' || instantOf(s) !== null, noTime);
const Texts = z.record(
  z.string(),
  z.string('must be text. Put the value in quotes.'),
  'must be names with texts, such as {"alertname": "DiskFull"}.',
);

/** An alert as Prometheus posts it to `/api/v2/alerts`; a v4 webhook's alerts have these fields too. */
export const PostedAlert = z.object(
  {
    labels: Texts.refine(
      (l) => Object.values(l).some((v) => v !== ''),
      'has no label with a value. An alert needs at least one, usually alertname.',
    ).refine((l) => !Object.hasOwn(l, ''), 'has a label without a name.'),
    annotations: Texts.nullish(),
    startsAt: Instant.nullish(),
    endsAt: Instant.nullish(),
    generatorURL: z.string().nullish(),
  },
  'is not an alert. Write it as {"labels": {"alertname": "DiskFull"}}.',
);
export type PostedAlert = z.output<typeof PostedAlert>;

/** null: not given. Throws when it is no time. */
function instant(field: string, s: string | null | undefined): number | null {
  if (!s || notGiven.test(s)) return null;
  const at = instantOf(s);
  if (at === null) throw new Error(`${field} ${noTime}`);
  return at;
}

/** NUL and lone surrogates cannot be stored on every engine; they are replaced at the edge. */
const clean = (s: string): string => (s.includes('\0') ? s.replaceAll('\0', '\uFFFD') : s).toWellFormed();

function cleanTexts(given: Readonly<Record<string, string>>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name in given) {
    const value = given[name];
    if (value !== undefined && value !== '') out[clean(name)] = clean(value);
  }
  return out;
}

/** How a source names an alert, where that is not by its labels. */
export interface Naming {
  readonly identity?: Labels;
  readonly onlyKnown?: true;
}

/** Makes a signal: empty labels dropped, times filled in as Alertmanager does, fingerprint from the labels, or from the source's name with the
 *  identity it gave. Throws an Error that names the field when the alert is too large or ends before it starts. */
export function signalFrom(posted: PostedAlert, { source, now, identity, onlyKnown }: Naming & { source: string; now: number }): Signal {
  const labels = cleanTexts(posted.labels);
  const annotations = cleanTexts(posted.annotations ?? {});
  const endsAt = instant('endsAt', posted.endsAt);
  const startsAt = instant('startsAt', posted.startsAt) ?? (endsAt === null ? now : Math.min(endsAt, now));
  if (endsAt !== null && endsAt < startsAt) throw new Error('endsAt: lies before startsAt. Send an end that is not before the start.');
  let size = posted.generatorURL?.length ?? 0;
  for (const n in labels) size += n.length + (labels[n]?.length ?? 0);
  for (const n in annotations) size += n.length + (annotations[n]?.length ?? 0);
  if (size > longestAlert)
    throw new Error(`annotations: the texts of this alert hold ${size} characters, the limit is ${longestAlert}. Shorten them.`);
  return {
    // No label is without a name, so that an identity never is the labels of another alert.
    fingerprint: identity ? fingerprint({ ...cleanTexts(identity), '': source }) : fingerprint(labels),
    source,
    labels,
    annotations,
    startsAt,
    endsAt: endsAt ?? now + resolveTimeoutMs,
    byTimeout: endsAt === null,
    generatorURL: clean(posted.generatorURL ?? ''),
    updatedAt: now,
    ...(identity ? { isKeyed: true as const } : {}),
    ...(onlyKnown ? { onlyKnown } : {}),
  };
}

/** The words a list or card shows for an alert: its summary, else its description, else its name. */
export const signalTitle = (s: Pick<Signal, 'labels' | 'annotations'>): string =>
  s.annotations['summary'] ?? s.annotations['description'] ?? s.labels['alertname'] ?? Object.values(s.labels)[0] ?? 'alert';

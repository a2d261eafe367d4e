import { PostedAlert, signalFrom, type Naming, type Signal } from '../../domain/alert/signal.ts';
import type { Integration } from '../../domain/alert/integration.ts';
import type { SourceAlert } from '../../ports/source.ts';

export interface ReadAlerts {
  readonly signals: Signal[];
  /** One for each alert that was left out: which, which field, and what to do. */
  readonly errors: string[];
}

/** Errors named in one answer; the rest are counted. */
const namedErrors = 20;

/** Reads a batch as `/api/v2/alerts` takes it, best effort: what is good is kept, what is not is named. */
export const readAlerts = (batch: readonly unknown[], source: string, now: number): ReadAlerts =>
  readEach(batch, (alert) => signalFrom(postedOf(alert), { source, now }));

/** Reads what a source adapter made of a payload. The integration's labels are added where an alert has none of that name, and its words for
 *  how bad things are become ours; what the source said is kept as the annotation `source_severity`. */
export function readSourceAlerts(
  batch: readonly SourceAlert[],
  { name, spec }: { readonly name: string; readonly spec: Pick<Integration, 'labels' | 'severities'> },
  now: number,
): ReadAlerts {
  const hasExtra = Object.keys(spec.labels).length > 0;
  const hasWords = Object.keys(spec.severities).length > 0;
  return readEach(batch, ({ posted: given, onlyWhile: _onlyWhile, ...naming }) => {
    let posted = postedOf(given);
    if (hasExtra) posted = { ...posted, labels: { ...spec.labels, ...posted.labels } };
    if (hasWords) posted = inOurWords(posted, spec.severities);
    return signalFrom(posted, { source: name, now, ...(naming satisfies Naming) });
  });
}

/** An adapter that knew the word has kept it as the annotation already; what the integration says of it counts. */
function inOurWords(posted: PostedAlert, severities: Integration['severities']): PostedAlert {
  const said = posted.annotations?.['source_severity'] ?? posted.labels['severity'] ?? '';
  const ours = Object.hasOwn(severities, said) ? severities[said] : undefined;
  if (ours === undefined) return posted;
  return { ...posted, labels: { ...posted.labels, severity: ours }, annotations: { ...posted.annotations, source_severity: said } };
}

const postedOf = (alert: unknown): PostedAlert => (isPlain(alert) ? alert : checked(alert));

function readEach<T>(batch: readonly T[], read: (alert: T) => Signal): ReadAlerts {
  const signals: Signal[] = [];
  const errors: string[] = [];
  batch.forEach((alert, i) => {
    try {
      signals.push(read(alert));
    } catch (e) {
      errors.push(`alert ${i}: ${(e as Error).message}`);
    }
  });
  if (errors.length > namedErrors) errors.splice(namedErrors, Infinity, `and ${errors.length - namedErrors} more`);
  return { signals, errors };
}

function checked(alert: unknown): PostedAlert {
  const read = PostedAlert.safeParse(alert);
  if (read.success) return read.data;
  throw new Error(read.error.issues.map((issue) => `${issue.path.join('.') || 'it'} ${issue.message}`).join(', '));
}

/** What the schema would say of the ordinary alert, ten times quicker; anything out of the ordinary goes through the schema. */
function isPlain(alert: unknown): alert is PostedAlert {
  if (typeof alert !== 'object' || alert === null || Array.isArray(alert)) return false;
  const { labels, annotations, startsAt, endsAt, generatorURL } = alert as Record<string, unknown>;
  if (!isTexts(labels, true)) return false;
  if (annotations !== undefined && !isTexts(annotations, false)) return false;
  return isTime(startsAt) && isTime(endsAt) && (generatorURL === undefined || typeof generatorURL === 'string');
}

function isTexts(texts: unknown, areLabels: boolean): boolean {
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) return false;
  let some = !areLabels;
  for (const name in texts) {
    const value = (texts as Record<string, unknown>)[name];
    if (typeof value !== 'string' || (areLabels && name === '')) return false;
    some ||= value !== '';
  }
  return some;
}

/** Whether it is a time is found out when it is read; only once, for it is the slowest check. */
const isTime = (t: unknown): boolean => t === undefined || typeof t === 'string';

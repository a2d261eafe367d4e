import { PostedAlert, signalFrom, type Signal } from '../../domain/alert/signal.ts';

export interface ReadAlerts {
  readonly signals: Signal[];
  /** One for each alert that was left out: which, which field, and what to do. */
  readonly errors: string[];
}

/** Errors named in one answer; the rest are counted. */
const namedErrors = 20;

/** Reads a batch, best effort: what is good is kept, what is not is named. `extra` labels are added where the alert has none of that name. */
export function readAlerts(
  batch: readonly unknown[],
  source: string,
  now: number,
  extra: Readonly<Record<string, string>> = {},
): ReadAlerts {
  const signals: Signal[] = [];
  const errors: string[] = [];
  const hasExtra = Object.keys(extra).length > 0;
  batch.forEach((alert, i) => {
    try {
      const posted = isPlain(alert) ? alert : checked(alert);
      signals.push(signalFrom(hasExtra ? { ...posted, labels: { ...extra, ...posted.labels } } : posted, source, now));
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

const labelName = /^[a-zA-Z_]\w*$/u;

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
    if (typeof value !== 'string' || (areLabels && !labelName.test(name))) return false;
    some ||= value !== '';
  }
  return some;
}

/** Whether it is a time is found out when it is read; only once, for it is the slowest check. */
const isTime = (t: unknown): boolean => t === undefined || typeof t === 'string';

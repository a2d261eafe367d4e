import type { Labels } from '../domain/alert/fingerprint.ts';
import { severityOf } from '../domain/alert/severity.ts';
import { instantOf } from '../domain/time/rfc3339.ts';
import type { SourceAlert, SourceRead } from './source.ts';

/** A webhook repeats what still fires seldom or never, so an open alert must not time out before it is said to be over. */
export const openUntil = '9999-12-31T00:00:00Z';

/** What a source says of an alert. `acknowledged` and `quieted` (silenced, shelved, in maintenance) are what somebody did over there: they are
 *  noted on an alert that is open here, and never open, acknowledge or resolve one. */
export type SaidState = 'firing' | 'resolved' | 'acknowledged' | 'quieted';
export type SeverityWord = 'critical' | 'error' | 'warning' | 'info';

/** An alert as an adapter made it out of a payload. '' is not said, everywhere. */
export interface Told {
  /** What makes it the same the next time; where all of it is '', its labels do. */
  readonly identity: Labels;
  readonly state: SaidState;
  readonly alertname: string;
  /** The source's own word. */
  readonly severity: string;
  /** What the source's words, in small letters, mean; others are understood as everywhere, and what nobody knows is a warning. */
  readonly severities?: Readonly<Record<string, SeverityWord>>;
  readonly labels?: Labels;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Where to look at it; anything but a web address is dropped. */
  readonly url?: string;
  /** UTC ms by the source's clock; null where it told none. */
  readonly startsAt?: number | null;
  readonly endsAt?: number | null;
  /** Who acknowledged or quieted it. */
  readonly by?: string;
  /** The payload tells nothing but a key, so of an unknown alert nothing can be made. */
  readonly onlyKnown?: boolean;
  /** The source ends what it told of this severity; where it told of another since, the alert goes on. */
  readonly endsItsSeverity?: boolean;
}

/** Puts what a source told into the form of `/api/v2/alerts`. No clock that is ahead is believed: nothing starts or ended later than `now`. */
export function sourceAlert(told: Told, now: number): SourceAlert {
  const { state, identity, url = '', by = '' } = told;
  const ours = wordFor(told.severity, told.severities ?? {});
  const labels = {
    ...within(told.labels ?? {}, 64, longestLabel),
    alertname: cut(told.alertname || 'alert', longestLabel),
    severity: ours,
  };
  const noted = state === 'acknowledged' ? { acknowledged: by || 'yes' } : state === 'quieted' ? { suppressed: by || 'yes' } : {};
  const kept = told.severity === '' || told.severity === ours ? {} : { source_severity: told.severity };
  const annotations = within({ ...noted, ...kept, ...told.annotations }, 64, longestAnnotation);
  const isKnownOnly = told.onlyKnown === true || state === 'acknowledged' || state === 'quieted';
  return {
    posted: { labels, annotations, ...spanOf(told, now), generatorURL: webAddress(url) },
    identity: Object.values(identity).some((v) => v !== '')
      ? identity
      : within({ ...told.labels, alertname: told.alertname }, 64, longestLabel),
    ...(isKnownOnly ? { onlyKnown: true as const } : {}),
    ...(state === 'resolved' && told.endsItsSeverity === true ? { onlyWhile: kept } : {}),
  };
}

function spanOf({ state, startsAt = null, endsAt = null }: Told, now: number): { startsAt: string; endsAt: string } {
  const at = (ms: number): string => new Date(ms).toISOString();
  const start = Math.min(startsAt ?? now, now);
  if (state !== 'resolved') return { startsAt: at(start), endsAt: openUntil };
  const end = Math.min(endsAt ?? now, now);
  return { startsAt: at(Math.min(startsAt ?? end, end)), endsAt: at(end) };
}

const longestLabel = 1_024;
const longestAnnotation = 8 * 1_024;
/** Below the limit of one alert, so that a chatty source is cut rather than refused. */
const longestTexts = 24 * 1_024;

/** The texts that are said, each cut to size, as many as there is room for. */
function within(texts: Labels, most: number, longest: number): Record<string, string> {
  let room = longestTexts;
  const fitting = Object.entries(texts).flatMap(([name, said]) => {
    const text = cut(said, longest);
    if (name === '' || name === '__proto__' || name.length > longestLabel || text === '' || (room -= name.length + text.length) < 0)
      return [];
    return [[name, text] as const];
  });
  return Object.fromEntries(fitting.slice(0, most));
}

const cut = (text: string, longest: number): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

const bySeverity = { SEV1: 'critical', SEV2: 'error', SEV3: 'warning', SEV4: 'info' } as const;

function wordFor(said: string, words: Readonly<Record<string, SeverityWord>>): SeverityWord {
  const word = said.toLowerCase();
  return (Object.hasOwn(words, word) && words[word]) || bySeverity[severityOf({ severity: word })];
}

/** '' unless a browser may be sent there: no `javascript:`, and nothing that the source forgot to fill in. */
export const webAddress = (text: string): string => (/^https?:\/\/[^\s{}<>"]+$/iu.test(text) && text.length <= 4_096 ? text : '');

/** UTC ms of RFC 3339, or of seconds or milliseconds since 1970; null for anything else. A wall time without an offset is none: whose would it be? */
export function timeOf(said: string): number | null {
  const at = /^\d{9,13}(\.\d+)?$/u.test(said) ? Number(said) * (/^\d{12}/u.test(said) ? 1 : 1_000) : instantOf(said);
  return at !== null && at > 0 && Number.isFinite(at) ? Math.floor(at) : null;
}

const stateWords = {
  resolved:
    'resolved resolve ok okay recovered recovery recover closed close cleared clear normal inactive expired expire healthy up done fixed success succeeded 恢复 已恢复 恢复正常 解决 已解决 正常 关闭 已关闭',
  acknowledged: 'acknowledged acknowledge acked ack assigned assign 确认 已确认 认领 已认领',
  quieted: 'suppressed suppress silenced muted snoozed shelved blackout maintenance dismissed 静默 已静默 屏蔽 已屏蔽',
} as const;

/** What a word for a state means; a word that nobody knows fires, so that no alert is lost. */
export function stateOf(word: string): SaidState {
  const said = word.trim().toLowerCase();
  const found = (Object.keys(stateWords) as (keyof typeof stateWords)[]).find((state) => stateWords[state].split(' ').includes(said));
  return found ?? 'firing';
}

/** What a schema found wrong, field by field. */
export const wrongIn = ({
  issues,
}: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string =>
  issues
    .slice(0, 20)
    .map(({ path, message }) => `${path.map(String).join('.') || 'body'} ${message}`)
    .join('; ');

/** Reads a batch one by one; `read` answers a text where something is wrong. What is good is kept, what is not is named, and where nothing is
 *  good the whole is refused. */
export function readOneByOne(given: readonly unknown[], read: (one: unknown) => readonly SourceAlert[] | string): SourceRead {
  const alerts: SourceAlert[] = [];
  const errors: string[] = [];
  given.forEach((one, i) => {
    const got = read(one);
    if (typeof got === 'string') errors.push(given.length === 1 ? got : `alert ${i}: ${got}`);
    else alerts.push(...got);
  });
  return alerts.length === 0 && errors.length > 0 ? { ok: false, because: errors.slice(0, 20).join('; ') } : { ok: true, alerts, errors };
}

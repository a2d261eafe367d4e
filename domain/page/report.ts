import type { Attempt } from './page.ts';

/** What became of a call or a text, whatever the carrier calls it. */
export type ReportWord =
  | 'queued'
  | 'sent'
  | 'ringing'
  | 'answered'
  | 'delivered'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'refused'
  | 'undelivered';

/** One thing a carrier said of one call or text. */
export interface Report {
  readonly word: ReportWord;
  /** The carrier's own id of it. */
  readonly ref: string;
  /** Its place among the reports of the same call; null where the carrier does not number them. */
  readonly seq: number | null;
  /** In the carrier's own words and codes. */
  readonly raw?: string;
  /** The carrier's guess who picked up. It acknowledges nothing. */
  readonly answeredBy?: 'human' | 'machine';
}

/** Why an attempt reached nobody, or what is to be known of it. */
export const reachCodes = [
  'not-sent',
  'not-configured',
  'no-mail-address',
  'no-mail-server',
  'no-number',
  'no-carrier',
  'number-refused',
  'opted-out',
  'over-budget',
  'over-limit',
  'busy',
  'no-answer',
  'undelivered',
  'call-failed',
  'no-key',
  'carrier-down',
  'carrier-refused',
  'outcome-unknown',
  'no-push',
  'push-gone',
  'push-refused',
  'push-down',
] as const;
export type ReachCode = (typeof reachCodes)[number];

interface Reached {
  readonly state: Attempt['state'];
  /** Nothing more is to come of it. */
  readonly over?: true;
  readonly code?: ReachCode;
}

const reached: Readonly<Record<ReportWord, Reached>> = {
  queued: { state: 'sent' },
  sent: { state: 'sent' },
  ringing: { state: 'ringing' },
  answered: { state: 'answered' },
  delivered: { state: 'delivered', over: true },
  // Somebody or a machine picked up, and no key came.
  completed: { state: 'answered', over: true, code: 'no-key' },
  busy: { state: 'failed', code: 'busy' },
  'no-answer': { state: 'failed', code: 'no-answer' },
  failed: { state: 'failed', code: 'call-failed' },
  refused: { state: 'failed', code: 'number-refused' },
  undelivered: { state: 'failed', code: 'undelivered' },
};

const ranks: readonly Attempt['state'][] = ['queued', 'sent', 'ringing', 'delivered', 'answered', 'read', 'acked'];

/** Nothing more is to come of it. */
export const isFinal = ({ over, state }: Attempt): boolean => over === true || state === 'acked' || state === 'failed';

/** The attempt after what the carrier says of it. Null where that changes nothing: it came late or twice, or is of another call. */
export function afterReport(attempt: Attempt, { word, ref, seq, raw, answeredBy }: Report): Attempt | null {
  if (attempt.ref !== undefined && attempt.ref !== ref) return null;
  if (isFinal(attempt)) return null;
  if (attempt.seq !== undefined && seq !== null && seq <= attempt.seq) return null;
  const now = reached[word];
  const isNews =
    now.over ||
    now.state === 'failed' ||
    ranks.indexOf(now.state) > ranks.indexOf(attempt.state) ||
    (answeredBy !== undefined && !attempt.answeredBy);
  if (!isNews && attempt.ref !== undefined) return null;
  const isFurther = now.state === 'failed' || ranks.indexOf(now.state) > ranks.indexOf(attempt.state);
  return {
    ...attempt,
    state: isFurther ? now.state : attempt.state,
    ref,
    ...(seq === null ? {} : { seq }),
    ...(now.over ? { over: true } : {}),
    ...(now.code === undefined ? {} : { code: now.code }),
    ...(raw === undefined ? {} : { raw }),
    ...(answeredBy === undefined ? {} : { answeredBy }),
  };
}

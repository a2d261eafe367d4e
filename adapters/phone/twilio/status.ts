import type { Report, ReportWord } from '../../../domain/page/report.ts';

const callWords: Readonly<Record<string, ReportWord>> = {
  queued: 'queued',
  initiated: 'queued',
  ringing: 'ringing',
  'in-progress': 'answered',
  answered: 'answered',
  completed: 'completed',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
  canceled: 'failed',
};

const textWords: Readonly<Record<string, ReportWord>> = {
  accepted: 'queued',
  scheduled: 'queued',
  queued: 'queued',
  sending: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'failed',
};

/** There is no such number, or it is out of use: SIP 404 and 604, and Twilio's 30005 and 30006. */
const noSuchNumber = new Set(['404', '484', '604', '30005', '30006']);

interface Said {
  readonly ref: string;
  readonly status: string;
  readonly seq?: string | undefined;
  /** SIP's answer to a call, or Twilio's error code of a text. */
  readonly code?: string | undefined;
  readonly answeredBy?: string | undefined;
}

/** A call's state, or a text's, as we say it. Null: a state that Twilio did not have when this was written. */
export function reportOf(kind: 'call' | 'text', { ref, status, seq, code, answeredBy }: Said): Report | null {
  const word = (kind === 'call' ? callWords : textWords)[status];
  if (word === undefined) return null;
  const isFailed = word === 'failed' || word === 'undelivered';
  return {
    word: isFailed ? failedAs(word, code) : word,
    ref,
    seq: seq !== undefined && /^\d+$/u.test(seq) ? Number(seq) : null,
    ...(isFailed && code ? { raw: `${kind === 'call' ? 'SIP ' : ''}${code}` } : {}),
    ...(answeredBy === undefined ? {} : guess(answeredBy)),
  };
}

/** 480 is "temporarily unavailable": a phone that is off or out of reach. */
function failedAs(word: 'failed' | 'undelivered', code: string | undefined): ReportWord {
  if (code === '480') return 'no-answer';
  return code !== undefined && noSuchNumber.has(code) ? 'refused' : word;
}

function guess(answeredBy: string): Pick<Report, 'answeredBy'> {
  if (answeredBy === 'human') return { answeredBy: 'human' };
  return /^(machine|fax)/u.test(answeredBy) ? { answeredBy: 'machine' } : {};
}

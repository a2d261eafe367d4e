import type { ReachCode } from '../../../domain/page/report.ts';
import { ReachError, type FailureClass } from '../../../ports/errors.ts';

/** Twilio's own codes that say more than the status. https://www.twilio.com/docs/api/errors */
const byCode: Readonly<Record<number, readonly [FailureClass, ReachCode]>> = {
  21211: ['invalid', 'number-refused'],
  21212: ['invalid', 'carrier-refused'],
  21214: ['invalid', 'number-refused'],
  21217: ['invalid', 'number-refused'],
  21610: ['forbidden', 'opted-out'],
  21612: ['invalid', 'number-refused'],
  21614: ['invalid', 'number-refused'],
  21215: ['forbidden', 'number-refused'],
  21408: ['forbidden', 'number-refused'],
  13224: ['invalid', 'number-refused'],
};

const fixes: Partial<Record<FailureClass, string>> = {
  auth: 'Check the account SID and the auth token; not retried.',
  'rate-limited': 'Tried again in a moment.',
  transient: 'Tried again in a moment.',
};

/** What the library threw, in our words: an answer of Twilio, or none at all. */
export function failureOf(e: unknown, who: string): ReachError {
  const { status, code, message } = e as { status?: number; code?: number | string; message?: string };
  if (typeof status !== 'number') return told('transient', 'carrier-down', { who, raw: typeof code === 'string' ? code : 'no answer' });
  const raw = `${typeof code === 'number' ? code : `HTTP ${status}`}${message ? ` ${message.slice(0, 200)}` : ''}`;
  const known = typeof code === 'number' ? byCode[code] : undefined;
  if (known) return told(known[0], known[1], { who, raw });
  if (status === 401 || status === 403) return told('auth', 'carrier-refused', { who, raw });
  if (status === 429) return told('rate-limited', 'carrier-down', { who, raw });
  if (status >= 500) return told('transient', 'carrier-down', { who, raw });
  return told(status === 404 ? 'not-found' : 'invalid', 'carrier-refused', { who, raw });
}

function told(failure: FailureClass, code: ReachCode, { who, raw }: { who: string; raw: string }): ReachError {
  const fix = fixes[failure];
  return new ReachError(failure, code, { who, raw, ...(fix === undefined ? {} : { fix }) });
}

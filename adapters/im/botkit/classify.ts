import { OutsideError, UnansweredError, type FailureClass } from '../../../ports/errors.ts';

/** What the platform answered to a call of ours. */
export class Refused extends Error {
  readonly status: number;
  /** In its own words, such as `ActivityNotFoundInConversation`. */
  readonly code: string;
  readonly retryAfterMs: number | null;

  constructor({ status, code, retryAfterMs }: { status: number; code: string; retryAfterMs: number | null }) {
    super(`${status} ${code}`);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** It was sent, and nobody answered. */
export class Silent extends Error {}

/** Where it does not say how long. */
const pauseMs = 2_000;

const fixes: Readonly<Partial<Record<number, string>>> = {
  401: 'Check the app id, its password and its tenant.',
  403: 'Look whether the app is still installed there, and whether somebody has blocked it.',
  404: 'Say something to the bot there, so that it knows the conversation.',
  413: 'The message is too large.',
};

const classes: Readonly<Partial<Record<number, FailureClass>>> = {
  401: 'auth',
  403: 'forbidden',
  404: 'not-found',
  410: 'not-found',
  412: 'transient',
};

/** 412, 429, 502 and 504 are worth another try, as Teams says. */
export function outsideError(name: string, e: unknown): OutsideError {
  if (e instanceof OutsideError) return e;
  if (e instanceof Silent) return new UnansweredError(`${name}: ${e.message}`);
  if (!(e instanceof Refused)) return new OutsideError('transient', `${name}: ${e instanceof Error ? e.message : String(e)}`);
  const { status, code, retryAfterMs } = e;
  const said = [`${name}: the platform answered ${status} ${code}`.trim(), fixes[status]].filter(Boolean).join('. ');
  if (status === 429) return new OutsideError('rate-limited', said, retryAfterMs ?? pauseMs);
  if (status === 504) return new UnansweredError(said);
  return new OutsideError(status >= 500 ? 'transient' : (classes[status] ?? 'invalid'), said, retryAfterMs);
}

/** Somebody deleted what was to be edited. */
export const isGone = (e: unknown): boolean =>
  e instanceof Refused && (e.status === 404 || e.status === 410 || /ActivityNotFound/iu.test(e.code));

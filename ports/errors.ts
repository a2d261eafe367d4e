import type { RoomLoss } from '../domain/incident/incident.ts';
import type { ReachCode } from '../domain/page/report.ts';
import type { Words } from '../domain/text/lang.ts';

/** The closed set of ways an outside call fails; also the metric label. */
export const failureClasses = [
  'rate-limited',
  'transient',
  'auth',
  'forbidden',
  'not-found',
  'already-done',
  'unsupported',
  'invalid',
] as const;
export type FailureClass = (typeof failureClasses)[number];

/** The store cannot be reached just now, and whether it has kept what it was given is not known. Whoever asked may ask again. */
export class StoreAway extends Error {
  /** For whoever asked over HTTP; alert senders try 5xx again and nothing else. */
  readonly statusCode = 503;

  constructor(cause: Error) {
    super('The store does not answer just now. Nothing is wrong with the request: send it again in a moment.', { cause });
    this.name = 'StoreAway';
  }
}

interface Why {
  readonly code: string;
  readonly raw?: string;
}

/** What every adapter throws. The message says what failed, where and what to do, and holds no secret. */
export class OutsideError extends Error {
  readonly failure: FailureClass;
  /** Milliseconds to wait, where the platform said so. */
  readonly retryAfterMs: number | null;
  /** As a code that is said in the reader's language, with the outside's own words, where there is one. */
  readonly why: Why | null;

  /** The message in the reader's language, where it is known in both. */
  readonly words: Words | null = null;

  /** Why the conversation takes nothing of us, where that is what failed. */
  readonly room: RoomLoss | null = null;

  constructor(failure: FailureClass, message: string, retryAfterMs: number | null = null, why: Why | null = null) {
    super(message);
    this.name = 'OutsideError';
    this.why = why;
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
  }

  /** Worth another try without anybody changing anything. */
  get passing(): boolean {
    return this.failure === 'rate-limited' || this.failure === 'transient';
  }
}

/** It was sent, and no answer came: it may have taken effect. */
export class UnansweredError extends OutsideError {
  constructor(message: string, why: Why | null = null) {
    super('transient', message, null, why);
    this.name = 'UnansweredError';
  }
}

/** Another process is the one that can do it, for it holds what only one may hold. It has certainly not been done. */
export class ForAnotherError extends OutsideError {
  constructor(message: string, retryAfterMs: number) {
    super('rate-limited', message, retryAfterMs);
    this.name = 'ForAnotherError';
  }
}

interface Told {
  /** What refused: the name of a carrier, `mail`. */
  readonly who: string;
  /** In its own words and codes. */
  readonly raw?: string;
  /** What to do, in a sentence. */
  readonly fix?: string;
  readonly retryAfterMs?: number;
}

/** Why an attempt to reach somebody came to nothing, with a code that is said in the reader's language. */
export class ReachError extends OutsideError {
  override readonly why: { readonly code: ReachCode; readonly raw?: string };

  constructor(failure: FailureClass, code: ReachCode, { who, raw, fix, retryAfterMs }: Told) {
    super(failure, [`${who}: ${code}${raw === undefined ? '' : ` (${raw})`}`, fix].filter(Boolean).join('. '), retryAfterMs ?? null);
    this.name = 'ReachError';
    this.why = raw === undefined ? { code } : { code, raw };
  }
}

/** The closed set of ways an outside call fails; also the metric label. */
export type FailureClass = 'rate-limited' | 'transient' | 'auth' | 'forbidden' | 'not-found' | 'already-done' | 'unsupported' | 'invalid';

/** The store cannot be reached just now, and whether it has kept what it was given is not known. Whoever asked may ask again. */
export class StoreAway extends Error {
  /** For whoever asked over HTTP; alert senders try 5xx again and nothing else. */
  readonly statusCode = 503;

  constructor(cause: Error) {
    super('The store does not answer just now. Nothing is wrong with the request: send it again in a moment.', { cause });
    this.name = 'StoreAway';
  }
}

/** What every adapter throws. The message says what failed, where and what to do, and holds no secret. */
export class OutsideError extends Error {
  readonly failure: FailureClass;
  /** Milliseconds to wait, where the platform said so. */
  readonly retryAfterMs: number | null;

  constructor(failure: FailureClass, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = 'OutsideError';
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
  }

  /** Worth another try without anybody changing anything. */
  get passing(): boolean {
    return this.failure === 'rate-limited' || this.failure === 'transient';
  }
}

/** The closed set of ways an outside call fails; also the metric label. */
export type FailureClass = 'rate-limited' | 'transient' | 'auth' | 'forbidden' | 'not-found' | 'already-done' | 'unsupported' | 'invalid';

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

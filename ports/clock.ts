/** Time as the road knows it. Tests move it by hand. */
export interface Clock {
  /** UTC milliseconds. On PostgreSQL the database's, so that processes agree. */
  now(): number;
  /** Calls once at or after `at`; answers a way to take it back. Never early, whatever the platform's timers do. */
  alarm(at: number, ring: () => void): () => void;
}

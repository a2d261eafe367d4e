/** Time as the road knows it. Tests move it by hand. */
export interface Clock {
  /** UTC milliseconds. On PostgreSQL the database's, so that processes agree. */
  now(): number;
  /** Calls once at or after `at`; answers a way to take it back. Never early, whatever the platform's timers do; only where the clock was
   *  set back meanwhile it calls when as much time has gone by as there was to go. */
  alarm(at: number, ring: () => void): () => void;
}

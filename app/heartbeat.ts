import type { Clock } from '../ports/clock.ts';

/** How the last beat went; null before the first. */
export interface Beat {
  readonly at: number;
  readonly error: string | null;
}

const patienceMs = 10_000;

interface HeartbeatParts {
  readonly url: string;
  readonly clock: Clock;
  /** Null when all is well; else why no beat is sent, so that whoever listens outside calls somebody. */
  readonly ill: () => Promise<string | null>;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** Tells an address outside that Tocsin lives and calls people. Where the beats stay away, somebody else must call: Tocsin cannot. */
export class Heartbeat {
  readonly #parts: HeartbeatParts;
  #last: Beat | null = null;

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
  }

  get last(): Beat | null {
    return this.#last;
  }

  /** Sends one beat, unless Tocsin is ill. Never throws. */
  async beat(): Promise<void> {
    const { url, clock, ill, failed } = this.#parts;
    const error = (await ill().catch(String)) ?? (await ask(url));
    this.#last = { at: clock.now(), error };
    if (error !== null) failed('no heartbeat went out', null, { why: error });
  }
}

async function ask(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs), redirect: 'error' });
    await answer.body?.cancel();
    return answer.ok ? null : `it answered ${answer.status}`;
  } catch (e) {
    return e instanceof Error ? (e.cause instanceof Error ? e.cause.message : e.message) : String(e);
  }
}

import type { Urgency } from '../domain/event/effect.ts';

/** How often a platform takes one of its methods: so many at once, and then `perMinute`. `each`: counted for every conversation apart. */
export interface MethodLimit {
  readonly atOnce: number;
  readonly perMinute: number;
  readonly each?: 'conversation';
}

export interface Turn {
  readonly method: string;
  /** Null where the method is about none. */
  readonly conv: string | null;
  /** Whose turn comes first while others wait. */
  readonly urgency: Urgency;
}

/** Keeps calls to one platform within its limits, so that it never has to refuse one. */
export interface Pace {
  /** Resolves when it may be called. Throws `rate-limited` with the milliseconds where that would take longer than an effect should be held;
   *  its place is kept for then. */
  turn(turn: Turn): Promise<void>;
  /** It refused all the same: nothing of this method (and conversation) goes out until then. UTC ms. */
  refused(turn: Pick<Turn, 'method' | 'conv'>, until: number): void;
}

import type { Shared } from '../../ports/skill.ts';

interface Kept {
  readonly answer: Promise<unknown>;
  readonly madeAt: number;
  /** How long it took to make; null while it is being made. */
  tookMs: number | null;
  /** Something has been decided since. */
  isOld: boolean;
  /** What is given while this one is being made. */
  before: Kept | null;
}

const keptMs = 10_000;
/** What is quick is made anew; what is slow may be a little old, so that it never takes more than a tenth of the time. */
const quickMs = 20;
/** What takes longer than this is made anew beside the one that is old, which is given meanwhile for this long: the next question gets the new one. */
const slowMs = 250;
const oldestMs = 60_000;
const mostKept = 40;

/** Answers that are slow to make, shared by all who ask the same for a moment. */
export class SharedAnswers {
  readonly #kept = new Map<string, Kept>();

  /** Something was decided: what was answered before may be wrong now. */
  readonly touch = (): void => {
    for (const one of this.#kept.values()) one.isOld = true;
  };

  readonly share: Shared = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const known = this.#kept.get(key) ?? null;
    const current = known && isGood(known) ? known : this.#make(key, make, known);
    const given = current.tookMs === null && current.before && isGoodEnough(current.before) ? current.before : current;
    return given.answer as Promise<T>;
  };

  #make(key: string, make: () => Promise<unknown>, before: Kept | null): Kept {
    const madeAt = performance.now();
    const answer = make();
    const kept: Kept = { answer, madeAt, tookMs: null, isOld: false, before };
    if (before) before.before = null;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    answer.then(
      () => Object.assign(kept, { tookMs: performance.now() - madeAt, before: null }),
      () => this.#kept.get(key) === kept && this.#kept.delete(key),
    );
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return kept;
  }
}

function isGood({ madeAt, tookMs, isOld }: Kept): boolean {
  const ageMs = performance.now() - madeAt;
  if (tookMs === null) return true;
  if (!isOld) return ageMs < keptMs;
  return tookMs >= quickMs && ageMs < Math.min(keptMs, tookMs * 10);
}

const isGoodEnough = ({ madeAt, tookMs }: Kept): boolean => tookMs !== null && tookMs >= slowMs && performance.now() - madeAt < oldestMs;

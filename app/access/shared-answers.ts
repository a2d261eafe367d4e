import type { Shared } from '../../ports/skill.ts';

interface Kept {
  readonly answer: Promise<unknown>;
  readonly madeAt: number;
  /** How long it took to make; null while it is being made. */
  tookMs: number | null;
  /** Something has been decided since. */
  isOld: boolean;
}

const keptMs = 10_000;
/** What is quick is made anew; what is slow may be a little old, so that it never takes more than a tenth of the time. */
const quickMs = 20;
const mostKept = 40;

/** Answers that are slow to make, shared by all who ask the same for a moment. */
export class SharedAnswers {
  readonly #kept = new Map<string, Kept>();

  /** Something was decided: what was answered before may be wrong now. */
  readonly touch = (): void => {
    for (const one of this.#kept.values()) one.isOld = true;
  };

  readonly share: Shared = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const known = this.#kept.get(key);
    if (known && isGood(known)) return known.answer as Promise<T>;
    const madeAt = performance.now();
    const answer = make();
    const kept: Kept = { answer, madeAt, tookMs: null, isOld: false };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    answer.then(
      () => (kept.tookMs = performance.now() - madeAt),
      () => this.#kept.get(key) === kept && this.#kept.delete(key),
    );
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return answer;
  };
}

function isGood({ madeAt, tookMs, isOld }: Kept): boolean {
  const ageMs = performance.now() - madeAt;
  if (tookMs === null) return true;
  if (!isOld) return ageMs < keptMs;
  return tookMs >= quickMs && ageMs < Math.min(keptMs, tookMs * 10);
}

/** A run can be had again with the seed that a failed one printed. */
export const seed = Number(process.env['TOCSIN_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function dice(from: number = seed): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Some of the numbers from 1 to `count`, in order. */
export function chosenFrom(count: number, some: number): number[] {
  const roll = dice();
  const all = Array.from({ length: count }, (_, i) => ({ n: i + 1, at: roll() }));
  return all
    .toSorted((a, b) => a.at - b.at)
    .slice(0, some)
    .map(({ n }) => n)
    .toSorted((a, b) => a - b);
}

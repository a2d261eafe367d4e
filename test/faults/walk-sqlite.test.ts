import { test } from 'vitest';
import { chosenFrom, dice, seed } from '../harness/dice.ts';
import { allOf, undisturbed, walks } from './story.ts';

test(
  'killed after any of its lasting effects and started again, an incident goes on as if nothing had been: SQLite',
  { timeout: 120_000 },
  async () => {
    const { expected, count } = await undisturbed({});
    await allOf(count, (n) => walks([{ dieAfter: n }], expected, {}));
  },
);

test('when the answer of an effect is lost and life goes on, nothing is lost or done twice: SQLite', { timeout: 120_000 }, async () => {
  const { expected, count } = await undisturbed({});
  await allOf(chosenFrom(count, 30), (n) => walks([{ loseAnswerOf: n }], expected, {}));
});

test(`killed again while it takes up what the first life left, and once more (seed ${seed})`, { timeout: 120_000 }, async () => {
  const { expected, count } = await undisturbed({});
  const roll = dice();
  const some = (most: number): number => 1 + Math.floor(roll() * most);
  await allOf(15, () => walks([{ dieAfter: some(count) }, { dieAfter: some(12) }, { dieAfter: some(25) }], expected, {}));
});

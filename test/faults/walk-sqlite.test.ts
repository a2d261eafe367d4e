import { test } from 'vitest';
import { allOf, undisturbed, walks } from './story.ts';

test(
  'killed after any of its lasting effects and started again, an incident goes on as if nothing had been: SQLite',
  { timeout: 120_000 },
  async () => {
    const { expected, count } = await undisturbed({});
    await allOf(count, (n) => walks([{ dieAfter: n }], expected, {}));
  },
);

test(
  'when the answer of any one effect is lost and life goes on, nothing is lost or done twice: SQLite',
  { timeout: 120_000 },
  async () => {
    const { expected, count } = await undisturbed({});
    await allOf(count, (n) => walks([{ loseAnswerOf: n }], expected, {}));
  },
);

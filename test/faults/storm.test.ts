import { test } from 'vitest';
import { chosenFrom, seed } from '../harness/dice.ts';
import { storms } from './storm-story.ts';
import { allOf } from './story.ts';

test(
  `a storm abandoned after any of its lasting effects loses no group and is never two (seed ${seed})`,
  { timeout: 120_000 },
  async () => {
    const count = await storms([]);
    await allOf(chosenFrom(count, 40), async (n) => void (await storms([{ dieAfter: n }])));
  },
);

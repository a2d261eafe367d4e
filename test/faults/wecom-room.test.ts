import { expect, test } from 'vitest';
import { seconds } from '../harness/world.ts';
import { allOf } from './story.ts';
import { wecomStory } from './wecom-story.ts';

/** So many runs go beside each other: they wait for each other's sockets most of the time. */
const lanes = 4;

test(
  'killed after anything that lasts, in WeCom or here, and started again: one group, complete, and nothing said twice unless it says so',
  async () => {
    const { expected, effects } = await wecomStory([], null);
    await allOf(effects.length, async (n) => void (await wecomStory([{ dieAfter: n }], expected)), lanes);
  },
  seconds(300),
);

test(
  'with the answer of WeCom lost on its way, whichever it is, nothing is lost or done twice',
  async () => {
    const { expected, effects } = await wecomStory([], null);
    const calls = effects.flatMap((name, i) => (name.startsWith('wecom.') ? [i + 1] : []));
    expect(calls.length).toBeGreaterThan(15);
    await allOf(calls, async (n) => void (await wecomStory([{ loseAnswerOf: n }], expected)), lanes);
  },
  seconds(300),
);

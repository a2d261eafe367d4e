import { test } from 'vitest';
import { seconds } from '../harness/world.ts';
import { slackStory } from './slack-story.ts';
import { allOf } from './story.ts';

/** So many runs go beside each other: they wait for each other's sockets most of the time. */
const lanes = 4;

test(
  'killed after anything that lasts, in Slack or here, and started again: one room, complete, and nothing said twice',
  async () => {
    const { expected, count } = await slackStory([], null, {});
    await allOf(count, async (n) => void (await slackStory([{ dieAfter: n }], expected, {})), lanes);
  },
  seconds(400),
);

test(
  'with the answer to anything lost on its way, nothing is lost or done twice',
  async () => {
    const { expected, count } = await slackStory([], null, {});
    await allOf(count, async (n) => void (await slackStory([{ loseAnswerOf: n }], expected, {})), lanes);
  },
  seconds(400),
);

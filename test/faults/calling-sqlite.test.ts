import { test } from 'vitest';
import { callsOn, undisturbedCalling } from './calling-story.ts';
import { allOf } from './story.ts';

test(
  'killed in any state of an escalation and started again, no step is lost, none is decided twice, no call is made twice: SQLite',
  { timeout: 600_000 },
  async () => {
    const { expected, count } = await undisturbedCalling({});
    await allOf(count, (n) => callsOn([{ dieAfter: n }], expected, {}));
  },
);

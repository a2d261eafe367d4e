import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { earliest, type Limit, type Limits } from '../../../domain/line/throttle.ts';

const minute = 60_000;
interface Vector {
  id: string;
  model: string;
  title: string;
  input: { rules: { count: number; perMin: number; smooth?: true }[] };
  allowedMin: number[];
}
const { vectors } = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/oncall-vectors.json'), 'utf8')) as {
  vectors: Vector[];
};

/** The times at which something is sent where it is sent as soon as it may be, minutes from the first. */
function asSoonAsAllowed(limits: Limits, count: number): number[] {
  const sent: number[] = [];
  for (let at = 0; sent.length < count;) {
    at = earliest(limits, sent, at);
    sent.push(at);
  }
  return sent.map((at) => at / minute);
}

describe.each(vectors.filter((v) => v.model === 'throttle'))('$id throttle: $title', ({ input, allowedMin }) => {
  const limits = input.rules.map(({ count, perMin, smooth }): Limit => ({ count, perMinutes: perMin, ...(smooth ? { smooth } : {}) }));
  test('sent as soon as it may be, it is sent exactly then', () => expect(asSoonAsAllowed(limits, allowedMin.length)).toEqual(allowedMin));
});

test.each<[why: string, limits: Limits, sentMin: number[], nowMin: number, freeMin: number]>([
  ['nothing was sent', [{ count: 1, perMinutes: 1 }], [], 7, 7],
  ['no limits at all', [], [1, 2, 3], 3, 3],
  ['one a minute, one half a minute ago', [{ count: 1, perMinutes: 1 }], [0], 0.5, 1],
  ['exactly a minute ago counts no more', [{ count: 1, perMinutes: 1 }], [0], 1, 1],
  [
    'the longer limit holds when the shorter does not',
    [
      { count: 1, perMinutes: 1 },
      { count: 2, perMinutes: 60 },
    ],
    [0, 1],
    5,
    60,
  ],
  ['the first to leave makes room, not the last', [{ count: 2, perMinutes: 60 }], [0, 30], 40, 60],
  ['more than allowed were sent already', [{ count: 2, perMinutes: 60 }], [0, 10, 20], 30, 70],
])('%s', (_why, limits, sentMin, nowMin, freeMin) =>
  expect(
    earliest(
      limits,
      sentMin.map((m) => m * minute),
      nowMin * minute,
    ) / minute,
  ).toBe(freeMin),
);

test('at whatever times it is asked for, no span ever holds more than its limit', () => {
  const limits: Limits = [
    { count: 1, perMinutes: 1 },
    { count: 5, perMinutes: 60 },
    { count: 20, perMinutes: 1440 },
  ];
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 5, maxLength: 60 }), (pauses) => {
      const sent: number[] = [];
      let now = 0;
      for (const pause of pauses) {
        now += pause * minute;
        if (earliest(limits, sent, now) === now) sent.push(now);
      }
      for (const { count, perMinutes } of limits)
        for (const end of sent) expect(sent.filter((s) => s > end - perMinutes * minute && s <= end).length).toBeLessThanOrEqual(count);
    }),
  );
});

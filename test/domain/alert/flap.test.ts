import { expect, test } from 'vitest';
import { isFlapping } from '../../../domain/alert/flap.ts';
import { minute, t0 } from './some-signals.ts';

const at = (...minutesAgo: readonly number[]): number[] => minutesAgo.map((m) => t0 - m * minute);

test.each<[why: string, overAt: readonly number[], isIt: boolean]>([
  ['never over', [], false],
  ['three times is not often', at(20, 10, 5), false],
  ['four times within half an hour is', at(29, 20, 10, 5), true],
  ['four times in longer than that is not', at(30, 20, 10, 5), false],
  ['only the last four count', at(300, 200, 29, 20, 10, 5), true],
])('%s', (_why, overAt, isIt) => expect(isFlapping(overAt, t0)).toBe(isIt));

import { expect, test } from 'vitest';
import { minutesIn } from '../../../domain/time/duration.ts';

test.each<[text: string, minutes: number | null]>([
  ['90', 90],
  ['30m', 30],
  ['30 min', 30],
  ['2h', 120],
  ['1.5H', 90],
  ['1d', 1440],
  ['1w', 10_080],
  ['2小时', 120],
  ['30分钟', 30],
  ['', null],
  ['soon', null],
  ['2 fortnights', null],
  ['-5', null],
])('%s', (text, minutes) => expect(minutesIn(text)).toBe(minutes));

import { expect, test } from 'vitest';
import { clipped } from '../../../domain/card/cuts.ts';

test.each([
  ['Orders fail', 60, 'Orders fail'],
  ['x'.repeat(60), 60, 'x'.repeat(60)],
  ['x'.repeat(300), 60, `${'x'.repeat(59)}…`],
  ['支付👩‍👩‍👧网关', 6, '支付…'],
])('%s in %i signs', (text, most, to) => expect(clipped(text, most)).toBe(to));
